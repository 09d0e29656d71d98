import Cryptography
import Recoveries

/// Checks what is put into a URL or a header, so that no identifier can change where a request goes.
enum ObjectID {
    private static let longest = 255

    /// `pi_…` or `seti_…`.
    static func intent(_ id: String, _ kind: IntentKind) throws(StripeError) -> String {
        guard isIntent(id, kind) else {
            throw StripeError(
                .invalidRequest, "A \(kind.title)'s identifier looks like \(kind.idPrefix)3Abc; this is none.")
        }
        return id
    }

    static func isIntent(_ id: String, _ kind: IntentKind) -> Bool {
        id.hasPrefix(kind.idPrefix) && id.utf8.count > kind.idPrefix.utf8.count && isWord(id)
    }

    /// `cus_…`, or the merchant's own name for it: Stripe lets one choose a Customer's identifier.
    static func customer(_ id: String) throws(StripeError) -> String {
        guard isWord(id, and: "-") else {
            throw StripeError(.invalidRequest, "A Customer's identifier looks like cus_Abc; this is none.")
        }
        return id
    }

    /// `acct_…`.
    static func account(_ id: String) throws(StripeError) -> String {
        guard isAccount(id) else {
            throw StripeError(.invalidRequest, "A connected account looks like acct_1Abc; this is none.")
        }
        return id
    }

    static func isAccount(_ id: String) -> Bool {
        id.hasPrefix("acct_") && id.utf8.count > 5 && isWord(id)
    }

    /// `pi_…_secret_…` or `seti_…_secret_…`, of that very intent.
    static func clientSecret(_ secret: Secret, of intent: String) throws(StripeError) -> String {
        let text = secret.reveal()
        guard text.hasPrefix(intent + "_secret_"), isWord(text) else {
            throw StripeError(.invalidRequest, "The client secret is not the one of \(intent).")
        }
        return text
    }

    /// A key as it can stand in a header.
    static func key(_ key: Secret) throws(StripeError) -> String {
        let text = key.reveal()
        guard isWord(text) else {
            throw StripeError(
                .unauthorized,
                "The Stripe key is empty or holds a character that no key has, such as a space or a line's end.")
        }
        return text
    }

    /// Whether `text` is of ASCII letters, digits, `_` and `other`, and neither empty nor long.
    static func isWord(_ text: String, and other: String = "") -> Bool {
        (1...longest).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
                    || other.utf8.contains(byte)
            }
    }
}
