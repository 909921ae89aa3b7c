# Runs a server, and stops it once standard input ends: the JVM that holds the other end of that
# pipe closes it, or dies, be it by SIGKILL. So no server is left behind.
# Arguments: the signal that stops it, the seconds until SIGKILL follows, the command.
signal=$1
grace=$2
shift 2

exec 3<&0
"$@" </dev/null 3<&- >&2 &
server=$!
echo "$server"
exec >&2

(
  cat <&3 >/dev/null
  kill -s "$signal" "$server" || exit 0
  ticks=$((grace * 10))
  while kill -0 "$server"; do
    if [ "$ticks" -eq 0 ]; then
      kill -s KILL "$server"
      break
    fi
    ticks=$((ticks - 1))
    sleep 0.1
  done
) 2>/dev/null &

wait "$server"
