public import Cryptography
public import Recoveries

/// Tells Stripe's webhooks from anyone else's: HMAC-SHA256 of `t`, a full stop and the raw body.
///
/// Source: <https://docs.stripe.com/webhooks#verify-manually>.
public enum WebhookSignature {
    /// Accepts a body that one of `secrets` signed about now.
    ///
    /// Stripe signs with the old and the new secret while an endpoint's secret is rolled, so any signature may match
    /// any secret. The time is looked at last: only what is rightly signed is called too old.
    /// - Parameters:
    ///   - payload: the body, byte for byte as it came.
    ///   - header: the value of `Stripe-Signature`.
    ///   - secrets: the endpoint's signing secrets, `whsec_…`; an empty one matches nothing.
    ///   - tolerance: how far the signing time may be from `now`, either way.
    public static func verify(
        payload: [UInt8], header: String?, secrets: [Secret], now: Instant, tolerance: Duration = .seconds(300)
    ) throws(WebhookRefusal) {
        guard let header else { throw .missingHeader }
        guard let header = SignatureHeader(header) else { throw .malformed }
        guard matches(header, Array(header.timestamp.utf8) + [UInt8(ascii: ".")] + payload, secrets) else {
            throw .noMatch
        }
        let age = now - Instant(seconds: header.seconds)
        if age > tolerance { throw .tooOld }
        if age < .zero - tolerance { throw .fromTheFuture }
    }

    /// Compares all with all, whichever matches, so that time does not tell which secret is current.
    private static func matches(_ header: SignatureHeader, _ signed: [UInt8], _ secrets: [Secret]) -> Bool {
        var isMatch = false
        for secret in secrets where !secret.isEmpty {
            guard let code = try? HMACSHA256.code(for: signed, key: Array(secret.reveal().utf8)) else { continue }
            let expected = Hexadecimal.encode(code)
            for signature in header.signatures where ConstantTime.equal(signature, expected) { isMatch = true }
        }
        return isMatch
    }
}
