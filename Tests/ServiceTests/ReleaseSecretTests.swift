import Cryptography
import Persistence
import Recoveries
import Testing

@testable import Service

@Suite("Releasing a client secret")
struct ReleaseSecretTests {
    @Test("a session gets the secret that Stripe gives now")
    func releases() async throws {
        let world = try await World()
        let visit = try await world.visitByNewLink(to: try await world.openOne())
        let release = try await world.release.release(for: visit)
        #expect(release.clientSecret == Secret("pi_1_secret_s"))
        #expect(release.publishableKey == "pk_test_1")
        #expect(release.step == .authenticate(savedPaymentMethod: nil))
    }

    @Test("the 21st release in an hour is refused, and says when to return")
    func limit() async throws {
        let world = try await World()
        let visit = try await world.visitByNewLink(to: try await world.openOne())
        for _ in 0..<20 { _ = try await world.release.release(for: visit) }
        world.turnClock(by: .seconds(600))
        let problem = await #expect(throws: Problem.self) { try await world.release.release(for: visit) }
        #expect(problem?.kind == .tooMany(retryAfter: 3000))
        world.turnClock(by: .seconds(3000))
        _ = try await world.release.release(for: visit)
    }

    @Test("64 releases at once never pass the limit")
    func limitUnderLoad() async throws {
        let world = try await World()
        let visit = try await world.visitByNewLink(to: try await world.openOne())
        let released = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 {
                group.addTask { (try? await world.release.release(for: visit)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(released == 20)
    }

    @Test("64 sessions at once get 20 secrets between them, and 20 more when the hour is over")
    func manySessions() async throws {
        let world = try await World()
        let link = try await world.visitByNewLink(to: try await world.openOne())
        for hour in 1...2 {
            var visits: [Visit] = []
            for _ in 0..<64 {
                visits.append(try #require(try await world.visit.visit(session: world.session(of: link))))
            }
            let refusals = await withTaskGroup(of: Problem?.self) { group in
                for visit in visits {
                    group.addTask {
                        do { _ = try await world.release.release(for: visit) } catch { return error as? Problem }
                        return nil
                    }
                }
                return await group.reduce(into: [Problem]()) { if let problem = $1 { $0.append(problem) } }
            }
            #expect(refusals.map(\.kind) == Array(repeating: .tooMany(retryAfter: 3600), count: 44))
            let rows = try await world.database.read { connection in
                try connection.releases(of: link.recovery.id, merchant: .default, since: Instant(seconds: 0)).count
            }
            #expect(rows == 20 * hour)
            world.turnClock(by: .seconds(3600))
        }
    }

    @Test("while Stripe is away nothing is released and nothing is counted")
    func stripeAway() async throws {
        let world = try await World()
        let visit = try await world.visitByNewLink(to: try await world.openOne())
        world.stripe.be(.away)
        for _ in 0..<25 {
            let problem = await #expect(throws: Problem.self) { try await world.release.release(for: visit) }
            #expect(problem?.code == "stripe_unavailable")
        }
        world.stripe.be(.well)
        _ = try await world.release.release(for: visit)
    }

    @Test(
        "an intent that is paid or gone at Stripe releases nothing, even when its webhook was missed",
        arguments: [
            ("succeeded", "payment_confirmed", RecoveryState.succeeded), ("canceled", "link_ended", .canceled),
            ("processing", "payment_processing", .processing),
        ])
    func missedWebhook(status: String, code: String, state: RecoveryState) async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let visit = try await world.visitByNewLink(to: recovery)
        world.stripe.setIntent("pi_1", status: status)
        let problem = await #expect(throws: Problem.self) { try await world.release.release(for: visit) }
        #expect(problem?.code == code)
        #expect(try await world.present(recovery).state == state)
    }

    @Test("an expired link and a revoked recovery release nothing, and Stripe is not asked")
    func over() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let visit = try await world.visitByNewLink(to: recovery)
        let asked = world.stripe.requestCount
        _ = try await world.end.cancel(recovery.id, of: .default)
        let later = try #require(try await world.visit.visit(session: world.session(of: visit)))
        let problem = await #expect(throws: Problem.self) { try await world.release.release(for: later) }
        #expect(problem?.code == "link_ended")
        #expect(world.stripe.requestCount == asked)
    }
}

extension World {
    var sessions: Sessions { Sessions(ring: ring, policy: LinkPolicy(), surroundings: surroundings) }

    func session(of visit: Visit) -> Session { sessions.open(visit.link) }
}
