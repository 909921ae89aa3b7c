# Receives webhooks, trusts only what is signed, and decrypts what is encrypted.
# Python 3.8 or later; what is encrypted needs the package cryptography.
#   WEBHOOK_SECRET=whsec_... CLIENT_SECRET=... PORT=4000 python3 verify.py
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

secret = os.environ["WEBHOOK_SECRET"]
key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()


def is_signed(headers, body):
    stamp = headers.get("webhook-timestamp", "")
    if not stamp.isdigit() or abs(time.time() - int(stamp)) > 300:
        return False
    signed = f"{headers.get('webhook-id')}.{stamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # One for each secret that is valid now.
    return any(hmac.compare_digest(expected, one) for one in headers.get("webhook-signature", "").split(" "))


def decrypted(body):
    sealed = json.loads(body)
    if "iv" not in sealed:
        return body.decode()
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    client_key = bytes.fromhex(os.environ["CLIENT_SECRET"])
    iv, data = bytes.fromhex(sealed["iv"]), bytes.fromhex(sealed["data"])
    if "tag" in sealed:
        mode = modes.GCM(iv, bytes.fromhex(sealed["tag"]))
    else:
        mode = modes.CBC(iv)
    cipher = Cipher(algorithms.AES(client_key), mode).decryptor()
    text = cipher.update(data) + cipher.finalize()
    return (text if "tag" in sealed else text[: -text[-1]]).decode()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))  # the bytes as they came
        is_ping = body == b'{"type":"ping"}'
        trusted = is_ping or is_signed(self.headers, body)
        if trusted and not is_ping:
            print("verified", decrypted(body), flush=True)
        self.send_response(200 if trusted else 401)
        self.send_header("content-length", "0")
        self.end_headers()


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "4000"))), Receiver).serve_forever()
