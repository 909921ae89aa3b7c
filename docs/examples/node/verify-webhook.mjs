// Receives webhooks and trusts only those whose signature is right.
//   WEBHOOK_SECRET=whsec_... node verify-webhook.mjs
// With svix instead of standardwebhooks it is the same.
import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'

if (!process.env.WEBHOOK_SECRET) {
  console.error('usage: WEBHOOK_SECRET=whsec_... node verify-webhook.mjs')
  process.exit(2)
}
const webhook = new Webhook(process.env.WEBHOOK_SECRET)
const port = Number(process.env.PORT ?? 4000)

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  // Asked when the webhook is registered, before its secret is known here.
  if (Buffer.concat(chunks).toString() === '{"type":"ping"}') return response.writeHead(200).end()
  try {
    // The bytes as they came: JSON that was parsed and written again has another signature.
    const event = webhook.verify(Buffer.concat(chunks).toString(), request.headers)
    console.log('verified', event.type, event.id)
    response.writeHead(204).end()
  } catch (error) {
    console.log('refused:', error.message)
    response.writeHead(401).end()
  }
})
server.listen(port, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
