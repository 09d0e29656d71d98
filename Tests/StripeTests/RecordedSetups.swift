extension Recorded {
    /// A SetupIntent whose `fields` are JSON members that follow the usual ones.
    static func setup(_ status: String, _ fields: String = "") -> String {
        """
        {"id": "seti_1", "object": "setup_intent", "application": null, "automatic_payment_methods": null,
         "cancellation_reason": null, "client_secret": "seti_1_secret_abc", "created": 1700000000, "flow_directions": null,
         "latest_attempt": "setatt_1", "livemode": false, "mandate": null, "metadata": {}, "next_action": null,
         "on_behalf_of": null, "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
         "payment_method_types": ["card"], "single_use_mandate": null, "status": "\(status)", "usage": "off_session"
         \(fields.isEmpty ? "" : ", " + fields)}
        """
    }

    /// The bank declined the card.
    static let setupDeclined = setup(
        "requires_payment_method",
        """
        "customer": "cus_1", "payment_method": null, "last_setup_error": {
          "code": "card_declined", "decline_code": "insufficient_funds", "doc_url": "https://stripe.com/docs",
          "message": "Your card has insufficient funds.", "type": "card_error", "payment_method": \(card)}
        """)

    /// The customer did not pass the bank's check.
    static let setupNotAuthenticated = setup(
        "requires_payment_method",
        """
        "payment_method": null, "last_setup_error": {
          "code": "setup_intent_authentication_failure", "type": "invalid_request_error", "payment_method": \(card),
          "message": "The latest attempt to set up the payment method has failed because authentication failed."}
        """)

    /// The card is saved, and attached to its Customer.
    static let setupSucceeded = setup(
        "succeeded", #""customer": "cus_1", "description": "Plan Gold", "payment_method": \#(card)"#)

    /// As read with a publishable key: a subset, without customer.
    static let setupPublishable = """
        {"id": "seti_1", "object": "setup_intent", "cancellation_reason": null, "client_secret": "seti_1_secret_abc",
         "created": 1700000000, "description": null, "last_setup_error": null, "livemode": false,
         "next_action": {"type": "use_stripe_sdk"}, "payment_method": \(card), "payment_method_types": ["card"],
         "status": "requires_action", "usage": "off_session"}
        """
}
