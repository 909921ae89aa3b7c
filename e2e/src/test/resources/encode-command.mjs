// Writes a command to a file, in Confluent's wire format: COMMAND_ID TO FILE
import { writeFileSync } from 'node:fs'
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'

const [commandId, to, file] = process.argv.slice(2)
const registry = new SchemaRegistry({ host: process.env.CHASQUI_SCHEMA_REGISTRY_URL })
const schemaId = await registry.getLatestSchemaId('whatsapp.commands-value')
const accountId = Number(process.env.CHASQUI_ACCOUNT_ID)
writeFileSync(file, await registry.encode(schemaId, { commandId, accountId, to, text: { body: 'Hello from kcat' } }))
