import Recoveries
import Testing

@Suite("declines")
struct DeclineTests {
    /// Every code of <https://docs.stripe.com/declines/codes>, "Card decline codes", with what it means here.
    static let published: [(String, DeclineClass, DeclineReason)] = [
        ("authentication_required", .authenticate, .notAuthenticated),
        ("authentication_not_handled", .authenticate, .notAuthenticated),
        ("mobile_device_authentication_required", .authenticate, .notAuthenticated),
        ("approve_with_id", .retryLater, .tryAgain), ("call_issuer", .newCard, .declined),
        ("card_not_supported", .newCard, .notSupported), ("card_velocity_exceeded", .retryLater, .insufficientFunds),
        ("currency_not_supported", .newCard, .notSupported), ("do_not_honor", .newCard, .declined),
        ("do_not_try_again", .newCard, .declined), ("duplicate_transaction", .newCard, .declined),
        ("expired_card", .newCard, .expiredCard), ("fraudulent", .giveUp, .declined),
        ("generic_decline", .newCard, .declined), ("incorrect_address", .newCard, .incorrectDetails),
        ("incorrect_cvc", .newCard, .incorrectDetails), ("incorrect_number", .newCard, .incorrectDetails),
        ("incorrect_pin", .newCard, .incorrectDetails), ("incorrect_zip", .newCard, .incorrectDetails),
        ("insufficient_funds", .retryLater, .insufficientFunds), ("invalid_account", .newCard, .incorrectDetails),
        ("invalid_amount", .newCard, .notSupported), ("invalid_cvc", .newCard, .incorrectDetails),
        ("invalid_expiry_month", .newCard, .incorrectDetails), ("invalid_expiry_year", .newCard, .incorrectDetails),
        ("invalid_number", .newCard, .incorrectDetails), ("invalid_pin", .newCard, .incorrectDetails),
        ("issuer_not_available", .retryLater, .tryAgain), ("lost_card", .giveUp, .declined),
        ("merchant_blacklist", .giveUp, .declined), ("new_account_information_available", .newCard, .declined),
        ("no_action_taken", .newCard, .declined), ("not_permitted", .newCard, .notSupported),
        ("offline_pin_required", .newCard, .declined), ("online_or_offline_pin_required", .newCard, .declined),
        ("pickup_card", .giveUp, .declined), ("pin_try_exceeded", .newCard, .declined),
        ("processing_error", .retryLater, .tryAgain), ("reenter_transaction", .retryLater, .tryAgain),
        ("restricted_card", .giveUp, .declined), ("revocation_of_all_authorizations", .newCard, .declined),
        ("revocation_of_authorization", .newCard, .declined), ("security_violation", .giveUp, .declined),
        ("service_not_allowed", .newCard, .notSupported), ("stolen_card", .giveUp, .declined),
        ("stop_payment_order", .newCard, .declined), ("testmode_decline", .newCard, .declined),
        ("transaction_not_allowed", .newCard, .notSupported), ("try_again_later", .retryLater, .tryAgain),
        ("withdrawal_count_limit_exceeded", .retryLater, .insufficientFunds),
    ]

    @Test("every published decline code has its class and its words", arguments: published)
    func table(code: String, class declineClass: DeclineClass, reason: DeclineReason) {
        let error = PaymentError(code: "card_declined", declineCode: code)
        #expect(DeclineClass(error) == declineClass)
        #expect(DeclineReason(error) == reason)
    }

    @Test("no code leads to two reasons")
    func unambiguous() {
        let codes = DeclineReason.allCases.flatMap(\.codes)
        #expect(codes.count == Set(codes).count)
    }

    @Test("the table has all fifty codes, each once")
    func complete() {
        #expect(Set(Self.published.map(\.0)).count == 50)
    }

    /// Any of these, told to a thief, says that the theft is known.
    static let unspoken = [
        "fraudulent", "lost_card", "stolen_card", "merchant_blacklist", "pickup_card", "restricted_card",
        "security_violation",
    ]

    @Test("no code of fraud, loss or theft leads to telling words, in whichever field it comes", arguments: unspoken)
    func neverTold(code: String) {
        #expect(DeclineReason(PaymentError(code: "card_declined", declineCode: code)) == .declined)
        #expect(DeclineReason(PaymentError(code: code)) == .declined)
        #expect(DeclineClass(PaymentError(code: code)) == .giveUp)
    }

    @Test("a fraud code stays unspoken though the other code could be told", arguments: unspoken)
    func neverToldBeside(code: String) {
        #expect(DeclineReason(PaymentError(code: "incorrect_cvc", declineCode: code)) == .declined)
        #expect(DeclineClass(PaymentError(code: "processing_error", declineCode: code)) == .giveUp)
        for told in ["insufficient_funds", "expired_card", "authentication_required"] {
            #expect(DeclineReason(PaymentError(code: code, declineCode: told)) == .declined)
            #expect(DeclineReason(PaymentError(code: told, declineCode: code)) == .declined)
        }
    }

    @Test(
        "Stripe's own code speaks where the bank is silent",
        arguments: [
            ("expired_card", DeclineClass.newCard, DeclineReason.expiredCard),
            ("incorrect_cvc", .newCard, .incorrectDetails), ("processing_error", .retryLater, .tryAgain),
            ("payment_intent_authentication_failure", .newCard, .notAuthenticated),
            ("setup_intent_authentication_failure", .newCard, .notAuthenticated),
            ("card_declined", .newCard, .declined),
            ("authentication_required", .authenticate, .notAuthenticated),
        ])
    func codeAlone(code: String, class declineClass: DeclineClass, reason: DeclineReason) {
        #expect(DeclineClass(PaymentError(code: code)) == declineClass)
        #expect(DeclineReason(PaymentError(code: code)) == reason)
    }

    @Test("the bank's word comes before Stripe's")
    func order() {
        let error = PaymentError(code: "expired_card", declineCode: "insufficient_funds")
        #expect(DeclineReason(error) == .insufficientFunds)
        #expect(DeclineClass(error) == .retryLater)
    }

    @Test("a code of a time to come asks for another card, and says no more")
    func future() {
        let error = PaymentError(code: "card_declined", declineCode: "moon_phase")
        #expect(DeclineClass(error) == .newCard)
        #expect(DeclineReason(error) == .declined)
    }

    @Test("no codes at all ask for another card")
    func none() {
        #expect(DeclineClass(PaymentError(code: nil)) == .newCard)
        #expect(DeclineReason(PaymentError(code: nil)) == .declined)
    }

    @Test("what is classed as authentication is asked for as authentication", arguments: published)
    func agreement(code: String, class declineClass: DeclineClass, reason: DeclineReason) {
        let error = PaymentError(code: "card_declined", declineCode: code)
        #expect(error.asksForAuthentication == (declineClass == .authenticate))
    }
}
