import Cryptography
import Recoveries
import Stripe
import Testing

@Suite("the signature of a webhook")
struct WebhookSignatureTests {
    let payload = Array(#"{"id": "evt_1", "object": "event"}"#.utf8)
    let secret = [Secret("whsec_test")]

    func verify(_ header: String?, _ payload: [UInt8]? = nil, secrets: [Secret]? = nil) throws(WebhookRefusal) {
        try WebhookSignature.verify(
            payload: payload ?? self.payload, header: header, secrets: secrets ?? secret, now: Signer.now)
    }

    @Test("Stripe's own signature is accepted")
    func good() throws {
        try verify(Signer().header(payload))
    }

    @Test("the signature that OpenSSL's command makes is accepted")
    func vector() throws {
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac whsec_test
        let signature = "35495024f4ef3f94e5a93e22221544c4b75e9a42300cd965ab81cb85cd994e91"
        try verify("t=1700000000,v1=\(signature)", Array("{}".utf8))
    }

    @Test("any byte string can be signed", arguments: [[], Array("支払い 💳 \u{202E}".utf8), [0, 255, 10, 13]])
    func bodies(body: [UInt8]) throws {
        try verify(Signer().header(body), body)
    }

    @Test("a body with one byte changed is refused")
    func changedBody() throws {
        let header = try Signer().header(payload)
        #expect(throws: WebhookRefusal.noMatch) { try verify(header, payload + [32]) }
    }

    @Test("a time that was not signed is refused")
    func changedTime() throws {
        let signature = try Signer().signature(payload)
        #expect(throws: WebhookRefusal.noMatch) { try verify("t=1700000001,v1=\(signature)") }
    }

    @Test("another secret's signature is refused")
    func otherSecret() throws {
        let header = try Signer(secret: "whsec_other").header(payload)
        #expect(throws: WebhookRefusal.noMatch) { try verify(header) }
    }

    @Test("while a secret is rolled, either is accepted", arguments: ["whsec_old", "whsec_new"])
    func rolledHere(secret: String) throws {
        let header = try Signer(secret: secret).header(payload)
        try verify(header, secrets: [Secret("whsec_old"), Secret("whsec_new")])
    }

    @Test("while a secret is rolled, any of several signatures is enough")
    func rolledThere() throws {
        let old = try Signer(secret: "whsec_old").signature(payload)
        let new = try Signer().signature(payload)
        try verify("t=1700000000,v1=\(old),v1=\(new),v0=deadbeef")
        try verify("t=1700000000,v1=\(new),v1=\(old)")
    }

    @Test("an older scheme alone is not enough")
    func schemeZero() throws {
        let signature = try Signer().signature(payload)
        #expect(throws: WebhookRefusal.malformed) { try verify("t=1700000000,v0=\(signature)") }
    }

    @Test("no secret, or an empty one, accepts nothing", arguments: [[], [Secret("")]])
    func noSecret(secrets: [Secret]) throws {
        let header = try Signer(secret: "").header(payload)
        #expect(throws: WebhookRefusal.noMatch) { try verify(header, secrets: secrets) }
    }

    @Test("three hundred seconds either way are accepted", arguments: [-300, 300])
    func edge(offset: Int64) throws {
        try verify(Signer(time: Signer.now.seconds + offset).header(payload))
    }

    @Test("what was signed longer ago is too old")
    func old() throws {
        let header = try Signer(time: Signer.now.seconds - 301).header(payload)
        #expect(throws: WebhookRefusal.tooOld) { try verify(header) }
    }

    @Test("what was signed further ahead is from the future")
    func future() throws {
        let header = try Signer(time: Signer.now.seconds + 301).header(payload)
        #expect(throws: WebhookRefusal.fromTheFuture) { try verify(header) }
    }

    @Test("the tolerance is to the millisecond")
    func millisecond() throws {
        let header = try Signer().header(payload)
        #expect(throws: WebhookRefusal.tooOld) {
            try WebhookSignature.verify(
                payload: payload, header: header, secrets: secret, now: Signer.now + .milliseconds(300_001))
        }
    }

    @Test("a forgery is not told how old it is")
    func oldForgery() {
        #expect(throws: WebhookRefusal.noMatch) { try verify("t=1,v1=00") }
    }

    @Test("a missing header is told so")
    func missing() {
        #expect(throws: WebhookRefusal.missingHeader) { try verify(nil) }
    }

    @Test(
        "a header of another form is malformed",
        arguments: [
            "", ",", "=", "t=", "v1=00", "t=1700000000", "t=1700000000,v1", "t=now,v1=00", "t=-1,v1=00", "t=1e9,v1=00",
            "t=9223372036854775807,v1=00", "t=99999999999999999999,v1=00", "t=1,t=2,v1=00", "T=1,V1=00", "t=١,v1=00",
            "t=1," + String(repeating: "v1=00,", count: 1000),
        ])
    func malformed(header: String) {
        #expect(throws: WebhookRefusal.malformed) { try verify(header) }
    }

    @Test("a signature in capitals, cut short or lengthened is refused")
    func respelled() throws {
        let signature = try Signer().signature(payload)
        for wrong in [signature.uppercased(), String(signature.dropLast()), signature + "0", ""] {
            #expect(throws: WebhookRefusal.self) { try verify("t=1700000000,v1=\(wrong)") }
        }
    }

    @Test("every bit of a signature counts")
    func bits() throws {
        let digits = Array(try Signer().signature(payload))
        for index in digits.indices {
            var wrong = digits
            wrong[index] = digits[index] == "0" ? "1" : "0"
            #expect(throws: WebhookRefusal.noMatch) { try verify("t=1700000000,v1=\(String(wrong))") }
        }
    }
}
