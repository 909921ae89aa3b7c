#!/bin/bash
# Run by the image when the database is made: the services are not its superuser.
set -euo pipefail
psql --username postgres --dbname postgres -v ON_ERROR_STOP=1 -v password="$(</run/secrets/database-password)" <<'SQL'
create role chasqui login password :'password';
create database chasqui owner chasqui;
revoke all on database chasqui from public;
SQL
