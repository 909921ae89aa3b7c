// What the official parser finds in an AsyncAPI document, and whether a producer in Node can send
// its examples as they are: ends with 1 if anything is wrong.
import { readFileSync } from 'node:fs'
import { AvroSchemaParser } from '@asyncapi/avro-schema-parser'
import { Parser } from '@asyncapi/parser'
import avsc from 'avsc'

const text = readFileSync(process.argv[2], 'utf8')
const parser = new Parser()
parser.registerSchemaParser(AvroSchemaParser())

const { document, diagnostics } = await parser.parse(text)
for (const { message, path } of diagnostics) console.log(`${path.join('/')}: ${message}`)
if (!document || diagnostics.length > 0) process.exit(1)

let examples = 0
for (const message of Object.values(JSON.parse(text).components.messages)) {
  if (!message.payload) continue
  const type = avsc.Type.forSchema(message.payload.schema)
  for (const { payload } of message.examples) {
    // JSON has no bytes.
    type.toBuffer(type.field('body') ? { ...payload, body: Buffer.from(payload.body, 'latin1') } : payload)
    examples++
  }
}
console.log(`valid AsyncAPI ${document.version()}: ${document.channels().all().length} channels, ${examples} examples`)
