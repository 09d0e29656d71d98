/// Replies in the shapes that Stripe documents.
enum Recorded {
    /// An intent whose `fields` are JSON members that follow the usual ones.
    static func intent(_ status: String, _ fields: String = "") -> String {
        """
        {"id": "pi_1", "object": "payment_intent", "amount": 1099, "amount_received": 0, "capture_method": "automatic",
         "client_secret": "pi_1_secret_abc", "confirmation_method": "automatic", "created": 1700000000,
         "currency": "jpy", "livemode": false, "metadata": {}, "next_action": null, "status": "\(status)"
         \(fields.isEmpty ? "" : ", " + fields)}
        """
    }

    static let card = """
        {"id": "pm_1", "object": "payment_method", "type": "card",
         "card": {"brand": "visa", "last4": "3155", "exp_month": 8, "exp_year": 2030}}
        """

    /// Off-session, the bank wants authentication: the code says so.
    static let authenticationInCode = intent(
        "requires_payment_method",
        """
        "payment_method": null, "customer": "cus_1", "last_payment_error": {
          "charge": "ch_1", "code": "authentication_required", "decline_code": "authentication_required",
          "message": "Your card was declined.", "type": "card_error", "payment_method": \(card)}
        """)

    /// The same where only the decline code says so.
    static let authenticationInDeclineCode = intent(
        "requires_payment_method",
        """
        "last_payment_error": {"code": "card_declined", "decline_code": "authentication_required",
          "type": "card_error", "payment_method": \(card)}
        """)

    static let declined = intent(
        "requires_payment_method",
        """
        "last_payment_error": {"code": "card_declined", "decline_code": "insufficient_funds", "type": "card_error",
          "payment_method": \(card)}
        """)

    /// As API version 2019-02-11 wrote it: charges inside, Sources beside PaymentMethods.
    static let from2019 = """
        {"id": "pi_1", "object": "payment_intent", "allowed_source_types": ["card"], "amount": 1099,
         "client_secret": "pi_1_secret_abc", "currency": "usd", "customer": null, "description": "Order 7",
         "charges": {"object": "list", "data": [{"id": "ch_1", "object": "charge", "status": "failed",
           "payment_method_details": {"card": {"brand": "visa", "last4": "4242"}, "type": "card"}}],
           "has_more": false, "total_count": 1, "url": "/v1/charges?payment_intent=pi_1"},
         "last_payment_error": {"code": "authentication_required", "message": "…", "type": "card_error",
           "source": {"id": "src_1", "object": "source", "type": "card",
             "card": {"brand": "American Express", "last4": "0005", "three_d_secure": "required"}}},
         "livemode": true, "next_action": {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "x"}},
         "source": "src_1", "receipt_email": "a@b.example", "status": "requires_payment_method", "transfer_data": null}
        """

    /// As read with a publishable key: a subset, without customer.
    static let publishable = """
        {"id": "pi_1", "object": "payment_intent", "amount": 500, "canceled_at": null, "client_secret":
         "pi_1_secret_abc", "confirmation_method": "automatic", "created": 1700000000, "currency": "eur",
         "description": null, "last_payment_error": null, "livemode": false, "next_action": {"type": "use_stripe_sdk"},
         "payment_method": \(card), "payment_method_types": ["card"], "receipt_email": null, "status":
         "requires_action"}
        """

    /// Every optional field of a type that it never has.
    static let oddlyTyped = intent(
        "succeeded",
        """
        "customer": 7, "description": {}, "receipt_email": [], "last_payment_error": "x", "payment_method": 1.5,
        "processing": {"card": []}
        """)
}
