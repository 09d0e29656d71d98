import Cryptography
import Recoveries
import Stripe
import Testing

@testable import Service

@Suite("Payments on a connected account")
struct ConnectTests {
    private func account(_ world: World, _ connected: String?) -> MerchantAccount {
        var merchant = world.account.merchant
        merchant.stripeAccount = connected
        return MerchantAccount(
            merchant: merchant, access: StripeAccess(secretKey: Secret("sk_test_1")),
            webhookSecrets: [World.webhookSecret])
    }

    private func receive(_ world: World, _ connected: String?, named: String?) async throws
        -> ReceiveStripeEvent.Outcome
    {
        let directory = MerchantDirectory(
            configured: account(world, connected), database: world.database, box: world.box)
        let receive = ReceiveStripeEvent(
            database: world.database, directory: directory, intents: world.intents, openRecovery: world.open,
            settlement: world.settlement, surroundings: world.surroundings)
        let payload = world.event("payment_intent.succeeded", "pi_1", account: named)
        return try await receive.receive(
            payload, signature: world.signature(of: payload, age: 0), for: .default)
    }

    @Test("Stripe is asked for the merchant's account, with the secret key and without one")
    func asked() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        #expect(world.stripe.lastAccount == nil)
        _ = try await world.intents.intent(of: recovery, account: account(world, "acct_1"))
        #expect(world.stripe.lastAccount == "acct_1")

        var keyless = world.keyless.merchant
        keyless.stripeAccount = "acct_2"
        let given = OpenRequest.GivenIntent(
            clientSecret: Secret("pi_2_secret_given"), money: recovery.money, publishableKey: "pk_test_9")
        let request = OpenRequest(paymentIntent: "pi_2", notifies: false, given: given)
        let owner = MerchantAccount(merchant: keyless)
        guard case .opened(let details) = try await world.open.open(request, for: owner) else { throw NotOpened() }
        world.stripe.setIntent("pi_2", status: "requires_action")
        _ = try await world.intents.intent(of: details.recovery, account: owner)
        #expect(world.stripe.lastAccount == "acct_2")
    }

    @Test("an added merchant's account is kept, and used")
    func stored() async throws {
        let world = try await World()
        let bakery = try #require(MerchantID("bakery"))
        let merchant = Merchant(
            id: bakery, name: "Bakery", publishableKey: "pk_test_2", stripeAccount: "acct_3",
            createdAt: Instant(seconds: 0))
        try await world.directory.add(merchant, stripeSecretKey: Secret("sk_test_2"), webhookSecrets: [])
        let found = try #require(try await world.directory.account(bakery))
        #expect(found.stripeAccount == "acct_3")
        #expect(found.access == StripeAccess(secretKey: Secret("sk_test_2"), account: "acct_3"))
    }

    @Test(
        "an event of another connected account is ignored, and Stripe is not asked",
        arguments: [
            ("acct_1", "acct_2", ReceiveStripeEvent.Outcome.ignored), ("acct_1", "acct_1", .followed),
            ("acct_1", nil, .followed), (nil, nil, .followed),
        ] as [(String?, String?, ReceiveStripeEvent.Outcome)])
    func events(connected: String?, named: String?, outcome: ReceiveStripeEvent.Outcome) async throws {
        let world = try await World()
        _ = try await world.openOne()
        let asked = world.stripe.requestCount
        #expect(try await receive(world, connected, named: named) == outcome)
        #expect(world.stripe.requestCount == asked + (outcome == .followed ? 1 : 0))
    }
}
