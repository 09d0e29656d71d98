import Cryptography
import Stripe
import Testing

@Suite("a Customer and an account")
struct CustomerTests {
    func customer(_ body: String) async throws(StripeError) -> StripeCustomer {
        try await Rig([.reply(200, body)]).client.customer("cus_1", access: Rig.access)
    }

    @Test("address, name and languages are read")
    func complete() async throws {
        let body = """
            {"id": "cus_1", "object": "customer", "email": "a@b.example", "name": "Ada", "phone": null,
             "preferred_locales": ["ja", "en"], "livemode": false}
            """
        let expected = StripeCustomer(
            id: "cus_1", email: "a@b.example", name: "Ada", preferredLocales: ["ja", "en"])
        #expect(try await customer(body) == expected)
    }

    @Test("a Customer of whom nothing is known is one all the same")
    func empty() async throws {
        let body = #"{"id": "cus_1", "object": "customer", "email": null, "name": null, "preferred_locales": null}"#
        #expect(try await customer(body) == StripeCustomer(id: "cus_1"))
    }

    @Test("a deleted Customer is told to be so")
    func deleted() async throws {
        let body = #"{"id": "cus_1", "object": "customer", "deleted": true}"#
        #expect(try await customer(body) == StripeCustomer(id: "cus_1", isDeleted: true))
    }

    @Test("another Customer's answer is not taken")
    func other() async {
        await #expect(throws: StripeError.self) { try await customer(#"{"id": "cus_2", "email": "x@y.example"}"#) }
    }

    static let list = ScriptedTransport.Answer.reply(200, #"{"object": "list", "data": [], "has_more": false}"#)

    @Test("a good key's account is named")
    func account() async throws {
        let body = #"{"id": "acct_1", "settings": {"dashboard": {"display_name": "Shop", "timezone": "Asia/Tokyo"}}}"#
        let summary = try await Rig([Self.list, .reply(200, body)]).client.account(access: Rig.access)
        #expect(summary == StripeAccountSummary(id: "acct_1", name: "Shop", livemode: false))
    }

    @Test("a key that may not read its account is good when it may read PaymentIntents", arguments: [403, 404])
    func restricted(status: Int) async throws {
        let summary = try await Rig([Self.list, .reply(status, "404: Not Found")]).client.account(access: Rig.access)
        #expect(summary == StripeAccountSummary(id: nil, name: nil, livemode: false))
    }

    @Test("a key that may not read PaymentIntents is not good")
    func unusable() async {
        await #expect {
            try await Rig([.reply(403, "{}")]).client.account(access: Rig.access)
        } throws: {
            ($0 as? StripeError)?.code == .permission
        }
    }

    @Test(
        "whether money is real is told by the key",
        arguments: [("sk_live_1", true), ("rk_live_1", true), ("sk_test_1", false), ("rk_test_1", false)])
    func livemode(key: String, livemode: Bool) async throws {
        let rig = Rig([Self.list, .reply(403, "")])
        let summary = try await rig.client.account(access: StripeAccess(secretKey: .init(key)))
        #expect(summary.livemode == livemode)
    }
}
