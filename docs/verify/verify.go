// Receives webhooks, trusts only what is signed, and decrypts what is encrypted. Go 1.18 or later, no modules.
//
//	WEBHOOK_SECRET=whsec_... CLIENT_SECRET=... PORT=4000 go run verify.go
package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

func key() []byte {
	secret := os.Getenv("WEBHOOK_SECRET")
	if !strings.HasPrefix(secret, "whsec_") {
		return []byte(secret)
	}
	bytes, _ := base64.StdEncoding.DecodeString(secret[6:])
	return bytes
}

func isSigned(headers http.Header, body []byte) bool {
	timestamp, err := strconv.ParseInt(headers.Get("webhook-timestamp"), 10, 64)
	if age := time.Now().Unix() - timestamp; err != nil || age > 300 || age < -300 {
		return false
	}
	mac := hmac.New(sha256.New, key())
	fmt.Fprintf(mac, "%s.%d.", headers.Get("webhook-id"), timestamp)
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	// One for each secret that is valid now.
	for _, one := range strings.Split(headers.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(expected), []byte(one)) {
			return true
		}
	}
	return false
}

func decrypted(body []byte) (string, error) {
	var sealed struct{ Iv, Data, Tag string }
	if err := json.Unmarshal(body, &sealed); err != nil || sealed.Iv == "" {
		return string(body), err
	}
	clientKey, _ := hex.DecodeString(os.Getenv("CLIENT_SECRET"))
	block, err := aes.NewCipher(clientKey)
	if err != nil {
		return "", err
	}
	iv, _ := hex.DecodeString(sealed.Iv)
	data, _ := hex.DecodeString(sealed.Data + sealed.Tag)
	if sealed.Tag != "" {
		gcm, _ := cipher.NewGCM(block)
		text, err := gcm.Open(nil, iv, data, nil)
		return string(text), err
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, data)
	return string(data[:len(data)-int(data[len(data)-1])]), nil
}

func receive(response http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body) // the bytes as they came
	if string(body) == `{"type":"ping"}` {
		return // 200
	}
	if !isSigned(request.Header, body) {
		response.WriteHeader(http.StatusUnauthorized)
		return
	}
	text, err := decrypted(body)
	fmt.Println("verified", text, err)
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "4000"
	}
	panic(http.ListenAndServe("127.0.0.1:"+port, http.HandlerFunc(receive)))
}
