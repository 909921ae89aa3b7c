// Receives webhooks, trusts only what is signed, and decrypts what is encrypted. Node 18 or later, no packages.
//   WEBHOOK_SECRET=whsec_... CLIENT_SECRET=... PORT=4000 node verify.mjs
import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { WEBHOOK_SECRET: secret, CLIENT_SECRET: clientSecret = '', PORT: port = '4000' } = process.env
const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)

function isSigned(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < 300)) return false
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  // One for each secret that is valid now.
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

function decrypted(body) {
  const { alg, iv, data, tag } = JSON.parse(body)
  if (!iv) return body.toString()
  const cipher = createDecipheriv(alg ?? 'aes-256-cbc', Buffer.from(clientSecret, 'hex'), Buffer.from(iv, 'hex'))
  if (tag) cipher.setAuthTag(Buffer.from(tag, 'hex'))
  return cipher.update(data, 'hex', 'utf8') + cipher.final('utf8')
}

createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks) // the bytes as they came
  if (body.toString() === '{"type":"ping"}') return response.writeHead(200).end()
  if (!isSigned(request.headers, body)) return response.writeHead(401).end()
  console.log('verified', decrypted(body))
  response.writeHead(200).end()
}).listen(Number(port), '127.0.0.1')
