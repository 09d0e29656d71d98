import Cryptography
import Foundation
import Recoveries
import Transport

extension OpenRequest {
    /// Refuses what could never work, naming the field and the mend.
    func validate(for merchant: Merchant, policy: LinkPolicy) throws {
        try validateIntent()
        try validateCustomer()
        try validateTexts()
        try validateTimes(policy)
        if let returnURL { try ReturnURL.validate(returnURL, origins: merchant.returnOrigins) }
    }

    private func validateIntent() throws {
        guard paymentIntent.isStripeIdentifier(prefix: kind.idPrefix) else {
            throw Problem.invalid(
                kind.objectName,
                "A \(kind.title)'s id begins with \(kind.idPrefix), such as \(kind.idPrefix)3PqrsT2eZvKYlo2C.")
        }
        guard let given else { return }
        guard given.clientSecret.reveal().hasPrefix("\(paymentIntent)_secret_") else {
            throw Problem.invalid("client_secret", "The client secret is not of this \(kind.title).")
        }
        guard given.publishableKey.isStripeIdentifier(prefix: "pk_") else {
            throw Problem.invalid("publishable_key", "A publishable key begins with pk_test_ or pk_live_.")
        }
        guard kind == .setup || (1...99_999_999_999).contains(given.money.amount) else {
            throw Problem.invalid("amount", "The amount is a positive whole number in the currency's smallest unit.")
        }
    }

    private func validateCustomer() throws {
        if let email = customer.email {
            do { _ = try MailAddress(email) } catch {
                throw Problem.invalid("customer.email", "This address cannot receive mail: \(error)")
            }
        }
        if let locale = customer.locale, !locale.isLanguageTag {
            throw Problem.invalid("customer.locale", "A locale is a language tag, such as en, ja or pt-BR.")
        }
        if let zone = customer.timeZone, TimeZone(identifier: zone) == nil || zone.utf8.count > 64 {
            throw Problem.invalid("customer.time_zone", "A time zone is an IANA name, such as Asia/Tokyo.")
        }
        if let id = customer.stripeCustomer, !id.isStripeIdentifier(prefix: "cus_") {
            throw Problem.invalid("customer.id", "A Customer's id begins with cus_.")
        }
        try customer.name?.check("customer.name", atMost: 500)
    }

    private func validateTexts() throws {
        try description?.check("description", atMost: 500)
        guard metadata.count <= 50 else {
            throw Problem.invalid("metadata", "At most 50 keys are kept.")
        }
        for (key, value) in metadata {
            try key.check("metadata", atMost: 40)
            try value.check("metadata.\(key)", atMost: 500)
        }
    }

    private func validateTimes(_ policy: LinkPolicy) throws {
        let permitted = policy.permittedLifetimes
        if let expiresIn, !(-31_536_000...31_536_000).contains(expiresIn) || !permitted.contains(.seconds(expiresIn)) {
            let (least, most) = (permitted.lowerBound.components.seconds, permitted.upperBound.components.seconds)
            throw Problem.invalid("expires_in", "The lifetime is between \(least) and \(most) seconds.")
        }
        guard let reminders else { return }
        guard reminders.count <= 10, reminders.allSatisfy({ (60...31_536_000).contains($0) }) else {
            throw Problem.invalid(
                "reminders", "At most 10 reminders, each from 60 seconds to a year after the opening.")
        }
    }
}

extension String {
    /// Whether this is `prefix` and then letters, digits and underscores only, at most 255 characters.
    func isStripeIdentifier(prefix: String) -> Bool {
        let rest = utf8.dropFirst(prefix.utf8.count)
        return hasPrefix(prefix) && (1...250).contains(rest.count)
            && rest.allSatisfy {
                $0 == 95 || (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
            }
    }

    /// Whether this has the form of a BCP 47 language tag: a language of letters, then subtags.
    var isLanguageTag: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, (2...8).contains(language.utf8.count), utf8.count <= 35 else { return false }
        let isAlphabetic = language.utf8.allSatisfy { (65...90).contains($0 & 0xDF) }
        return isAlphabetic
            && parts.dropFirst().allSatisfy { part in
                (1...8).contains(part.utf8.count)
                    && part.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) }
            }
    }

    fileprivate func check(_ param: String, atMost limit: Int) throws {
        guard unicodeScalars.count <= limit else {
            throw Problem.invalid(param, "At most \(limit) characters.")
        }
        guard !unicodeScalars.contains("\0") else {
            throw Problem.invalid(param, "A NUL character cannot stand here.")
        }
    }
}
