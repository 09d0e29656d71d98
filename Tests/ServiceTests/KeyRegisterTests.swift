import Cryptography
import Persistence
import Recoveries
import Stripe
import Testing

@testable import Service

@Suite("The register of master keys")
struct KeyRegisterTests {
    @Test("a database that nothing depends on takes any key")
    func empty() async throws {
        let world = try await World()
        try await world.register(world.ring).open()
        try await world.register(try KeyRing(current: try world.anotherKey())).open()
    }

    @Test("another key alone is refused while a live link depends on the first, and taken once the link has ended")
    func wrongKey() async throws {
        let world = try await World()
        try await world.register(world.ring).open()
        _ = try await world.openOne()
        let wrong = try KeyRing(current: try world.anotherKey())
        let refusal = await #expect(throws: MasterKeyRefusal.self) { try await world.register(wrong).open() }
        #expect(refusal?.id == world.ring.currentKeyID)
        #expect(refusal?.isAnother == false)
        #expect(refusal?.dependants.links.count == 1)
        #expect(refusal?.dependants.links.until == Instant(seconds: 1_800_604_800))
        #expect(try await world.register(wrong).refusal() == refusal)
        try await world.register(world.ring).open()
        world.turnClock(by: .seconds(604_801))
        try await world.register(wrong).open()
    }

    @Test("another key with the same id is refused too")
    func twin() async throws {
        let world = try await World()
        var twin = try world.anotherKey()
        while twin.id != world.masterKey.id { twin = try MasterKey.generate(using: SystemRandom()) }
        let ring = try KeyRing(current: twin)
        try await world.register(world.ring).open()
        _ = try await world.openOne()
        let refusal = await #expect(throws: MasterKeyRefusal.self) { try await world.register(ring).open() }
        #expect(refusal?.isAnother == true)
    }

    @Test("a retired key is missed by nobody")
    func retired() async throws {
        let world = try await World()
        try await world.register(world.ring).open()
        _ = try await world.openOne()
        let ring = try KeyRing(current: try world.anotherKey(), retired: [world.masterKey.id])
        try await world.register(ring).open()
        let report = try await world.register(ring).report()
        #expect(report.map(\.standing) == [.current, .retired])
        #expect(report.last?.dependants.links.count == 1)
    }

    @Test("links made after a key was last seen to sign do not depend on it")
    func laterLinks() async throws {
        let world = try await World()
        try await world.register(world.ring).open()
        _ = try await world.openOne("pi_1")
        world.turnClock(by: .seconds(3600))
        try await world.register(world.ring).noteSigning()
        _ = try await world.openOne("pi_2")
        world.turnClock(by: .seconds(3600))
        _ = try await world.openOne("pi_3")
        #expect(try await world.register(world.ring).dependants(of: world.ring.currentKeyID).links.count == 2)
    }

    @Test("a key that only verifies so far has signed nothing; what was there before the register may be anyone's")
    func prepared() async throws {
        let world = try await World()
        let next = try world.anotherKey()
        _ = try await world.openOne()
        let ring = try KeyRing(current: world.masterKey, previous: [next])
        try await world.register(world.ring).open()
        try await world.register(ring).open()
        #expect(try await world.register(ring).dependants(of: next.id).isEmpty)
        let report = try await world.register(ring).report()
        #expect(report.map { $0.record?.signedSince != nil } == [true, false])

        let elsewhere = try await World()
        _ = try await elsewhere.openOne()
        try await elsewhere.register(ring).open()
        #expect(try await elsewhere.register(ring).dependants(of: next.id).links.count == 1)
    }

    @Test("a key is missed that sealed something before the register was kept")
    func sealedBefore() async throws {
        let world = try await World()
        try await world.addBakery()
        let refusal = await #expect(throws: MasterKeyRefusal.self) {
            try await world.register(try KeyRing(current: try world.anotherKey())).open()
        }
        #expect(refusal?.dependants.merchantSecrets == [World.bakery: 3])
    }
}

@Suite("Sealing anew")
struct ResealTests {
    @Test("what an earlier key sealed is sealed with the one that signs, in batches, once")
    func all() async throws {
        let world = try await World()
        try await world.addBakery()
        for number in 1...7 { try await world.openKeyless("pi_\(number)") }
        let next = try world.anotherKey()
        let ring = try KeyRing(current: next, previous: [world.masterKey])
        let reseal = ResealSecrets(database: world.database, ring: ring, random: SystemRandom(), batch: 3)
        #expect(try await reseal.run() == ResealSecrets.Outcome(clientSecrets: 7, merchantSecrets: 3))
        #expect(try await reseal.run() == ResealSecrets.Outcome())
        #expect(try await world.register(ring).dependants(of: world.masterKey.id).isEmpty)

        let alone = SealedBox(
            ring: try KeyRing(current: next, retired: [world.masterKey.id]), random: SystemRandom())
        let directory = MerchantDirectory(configured: world.account, database: world.database, box: alone)
        let bakery = try #require(try await directory.account(World.bakery))
        #expect(bakery.access?.secretKey == Secret("sk_test_bakery"))
        #expect(bakery.webhookSecrets == [Secret("whsec_1"), Secret("whsec_2")])
        let secrets = ClientSecrets(box: alone)
        for recovery in try await world.database.read({ try $0.recoveries(of: .default, limit: 10) }) {
            let sealed = try await world.database.read { connection in
                try #require(try connection.sealedSecret(of: recovery.id, merchant: .default))
            }
            #expect(try secrets.open(sealed, of: recovery.id) == Secret("\(recovery.paymentIntent)_secret_s"))
        }
    }

    @Test("many machines at once seal each secret anew once")
    func together() async throws {
        let world = try await World()
        for number in 1...20 { try await world.openKeyless("pi_\(number)") }
        let ring = try KeyRing(current: try world.anotherKey(), previous: [world.masterKey])
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let reseal = ResealSecrets(
                        database: world.database, ring: ring, random: SystemRandom(), batch: 4)
                    return try await reseal.run().clientSecrets
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.reduce(0, +) == 20)
    }

    @Test("what cannot be opened is left as it is, and counted")
    func unreadable() async throws {
        let world = try await World()
        try await world.addBakery()
        try await world.openKeyless("pi_1")
        let stranger = try KeyRing(current: try world.anotherKey())
        let outcome = try await ResealSecrets(database: world.database, ring: stranger, random: SystemRandom()).run()
        #expect(outcome == ResealSecrets.Outcome(unreadable: 4))
        #expect(try await world.directory.account(World.bakery)?.access?.secretKey == Secret("sk_test_bakery"))
    }
}

extension World {
    static let bakery = MerchantID("bakery") ?? .default

    func register(_ ring: KeyRing) -> KeyRegister {
        KeyRegister(database: database, ring: ring, surroundings: surroundings)
    }

    /// A key with another id than the world's own.
    func anotherKey() throws -> MasterKey {
        try MasterKey.generate(using: SystemRandom(), avoiding: [masterKey.id])
    }

    /// A merchant with a Stripe key and two webhook secrets.
    func addBakery() async throws {
        let bakery = Merchant(
            id: Self.bakery, name: "Bakery", publishableKey: "pk_test_2", createdAt: surroundings.now())
        try await directory.add(
            bakery, stripeSecretKey: Secret("sk_test_bakery"), webhookSecrets: [Secret("whsec_1"), Secret("whsec_2")])
    }

    /// A recovery whose client secret the merchant gave.
    func openKeyless(_ id: String) async throws {
        let money = Money(amount: 1099, currency: try #require(Currency("jpy")))
        let given = OpenRequest.GivenIntent(
            clientSecret: Secret("\(id)_secret_s"), money: money, publishableKey: "pk_test_1")
        let request = OpenRequest(paymentIntent: id, notifies: false, given: given)
        guard case .opened = try await open.open(request, for: keyless) else { throw NotOpened() }
    }
}
