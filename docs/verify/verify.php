<?php
// Receives webhooks, trusts only what is signed, and decrypts what is encrypted. PHP 8 with openssl.
//   WEBHOOK_SECRET=whsec_... CLIENT_SECRET=... php -S 127.0.0.1:4000 verify.php

function isSigned(string $body): bool
{
    $secret = getenv('WEBHOOK_SECRET');
    $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6)) : $secret;
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $signed = ($_SERVER['HTTP_WEBHOOK_ID'] ?? '') . ".$timestamp.$body";
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', $signed, $key, true));
    // One for each secret that is valid now.
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $one) {
        if (hash_equals($expected, $one)) {
            return true;
        }
    }
    return false;
}

function decrypted(string $body): string
{
    $sealed = json_decode($body, true);
    if (!isset($sealed['iv'])) {
        return $body;
    }
    return openssl_decrypt(
        hex2bin($sealed['data']),
        $sealed['alg'] ?? 'aes-256-cbc',
        hex2bin(getenv('CLIENT_SECRET')),
        OPENSSL_RAW_DATA,
        hex2bin($sealed['iv']),
        hex2bin($sealed['tag'] ?? '')
    );
}

$body = file_get_contents('php://input'); // the bytes as they came
if ($body === '{"type":"ping"}') {
    return; // 200
}
if (!isSigned($body)) {
    http_response_code(401);
    return;
}
error_log('verified ' . decrypted($body));
