extension Oracle {
    /// Answers every question with `cryptography`; makes link tokens from the documented format alone.
    static let script = """
        import base64, json, sys
        from cryptography.hazmat.primitives import hashes, hmac
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

        def mac(key, message):
            h = hmac.HMAC(key, hashes.SHA256())
            h.update(message)
            return h.finalize()

        def hkdf(secret, salt, info, count):
            return HKDF(algorithm=hashes.SHA256(), length=count, salt=salt, info=info).derive(secret)

        def token(master, id):
            key = hkdf(master, b"latchkey master key v1", b"latchkey/link", 32)
            body = bytes([1, mac(master, b"latchkey key id v1")[0]]) + id
            return base64.urlsafe_b64encode(body + mac(key, b"latchkey/link" + body)[:16]).decode().rstrip("=")

        def text(t):
            return len(t.encode()).to_bytes(8, "big") + t.encode()

        def box(master, nonce, message):
            header = bytes([1, mac(master, b"latchkey key id v1")[0]])
            root = hkdf(master, b"latchkey master key v1", b"latchkey/seal", 32)
            info = text("latchkey/seal/record") + text("client_secret") + text("rec_ü")
            key = HKDFExpand(algorithm=hashes.SHA256(), length=32, info=info).derive(root)
            data = text("rec_ü") + text("client_secret") + header
            return header + nonce + AESGCM(key).encrypt(nonce, message.hex().encode(), data)

        def answer(q):
            b = {name: bytes(value) for name, value in q.items() if name != "count"}
            gcm = AESGCM(b["key"])
            return {
                "hmac": list(mac(b["key"], b["message"])),
                "hkdf": list(hkdf(b["key"], b["salt"], b["info"], q["count"])),
                "opened": list(gcm.decrypt(b["sealed"][:12], b["sealed"][12:], b["data"])),
                "sealed": list(b["nonce"] + gcm.encrypt(b["nonce"], b["message"], b["data"])),
                "token": token(b["master"], b["id"]),
                "box": list(box(b["master"], b["nonce"], b["id"])),
            }

        json.dump([answer(q) for q in json.load(sys.stdin)], sys.stdout)
        """
}
