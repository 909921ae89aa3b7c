// Sends one WhatsApp message through Kafka, as a backend would, and prints its results.
//   node send-command.mjs 573001234567 "Your order is on its way"
import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'
import { Kafka, logLevel } from 'kafkajs'

const [to, body] = process.argv.slice(2)
if (!body) {
  console.error('usage: node send-command.mjs 573001234567 "Your order is on its way"')
  process.exit(2)
}
const broker = process.env.CHASQUI_KAFKA ?? 'localhost:9092'
const host = process.env.CHASQUI_SCHEMA_REGISTRY_URL ?? 'http://localhost:8081/apis/ccompat/v7'
const accountId = process.env.CHASQUI_ACCOUNT_ID ?? firstAccount()

const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING })
const registry = new SchemaRegistry({ host })

const command = { commandId: randomUUID(), accountId: Number(accountId), to, text: { body } }
const schemaId = await registry.getLatestSchemaId('whatsapp.commands-value')
const value = await registry.encode(schemaId, command)

// Reads results from the beginning, so none is missed; a real backend keeps its group and goes on.
const consumer = kafka.consumer({ groupId: `example-${command.commandId}` })
await consumer.connect()
await consumer.subscribe({ topic: 'whatsapp.results', fromBeginning: true })
const final = new Promise((resolve) => {
  consumer.run({
    eachMessage: async ({ message }) => {
      const result = await registry.decode(message.value)
      if (result.commandId !== command.commandId) return
      console.log(result.status, result.messageId ?? result.errorMessage ?? '')
      if (result.isFinal) resolve(result)
    }
  })
})

console.log(`command ${command.commandId}, and what becomes of it:`)
const producer = kafka.producer()
await producer.connect()
await producer.send({ topic: 'whatsapp.commands', messages: [{ key: accountId, value }] })
await producer.disconnect()

const { status } = await final
await consumer.disconnect()
process.exit(status === 'SENT' ? 0 : 1)

// The account that ./chasqui up made.
function firstAccount() {
  const credentials = new URL('../../../.chasqui/credentials.json', import.meta.url)
  return String(JSON.parse(readFileSync(credentials)).accountId)
}
