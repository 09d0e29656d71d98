import Persistence
import Recoveries
import Testing

@testable import Service

@Suite("Idempotency keys")
struct IdempotencyTests {
    private let encode: @Sendable (RecoveryDetails) throws -> [UInt8] = { Array($0.recovery.id.description.utf8) }

    @Test("of 16 requests with one key at once, one does the work and the others learn that it was done")
    func oneDoesTheWork() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let key = try IdempotencyKey("k", merchant: .default, route: "POST /links", body: [])
        let won = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let keeper = ReplyKeeper<Link>(key: key, status: 201) { Array($0.id.description.utf8) }
                    let create = CreateLink(database: world.database, surroundings: world.surroundings)
                    return (try? await create.create(recovery.id, of: .default, keeping: keeper)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(won == 1)
        let links = try await world.database.read { try $0.links(of: recovery.id, merchant: .default) }
        #expect(links.count == 2)
    }

    @Test("whoever learns that another was first finds that one's reply, every time")
    func loserFindsReply() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let replies = KeptReplies(database: world.database)
        for round in 0..<20 {
            let key = try IdempotencyKey("k\(round)", merchant: .default, route: "POST /links", body: [])
            let misses = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let keeper = ReplyKeeper<Link>(key: key, status: 201) { Array($0.id.description.utf8) }
                        let create = CreateLink(database: world.database, surroundings: world.surroundings)
                        do {
                            _ = try await create.create(recovery.id, of: .default, keeping: keeper)
                            return false
                        } catch is AnsweredAlready {
                            return try await replies.reply(to: key) == nil
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(misses == 0)
        }
    }

    @Test("another body with the same key is refused; the same one gets the kept reply")
    func reuse() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let key = try IdempotencyKey("k", merchant: .default, route: "POST /cancel", body: [1])
        let keeper = ReplyKeeper(key: key, status: 200, encode: encode)
        _ = try await world.end.cancel(recovery.id, of: .default, keeping: keeper)
        let replies = KeptReplies(database: world.database)
        #expect(try await replies.reply(to: key)?.body == Array(recovery.id.description.utf8))
        let other = try IdempotencyKey("k", merchant: .default, route: "POST /cancel", body: [2])
        let problem = await #expect(throws: Problem.self) { try await replies.reply(to: other) }
        #expect(problem?.code == "idempotency_key_reused")
    }

    @Test("the answer that a recovery exists is kept too, and opens none after that one has ended")
    func existing() async throws {
        let world = try await World()
        let first = try await world.openOne()
        let key = try IdempotencyKey("k", merchant: .default, route: "POST /recoveries", body: [])
        let request = OpenRequest(paymentIntent: "pi_1", customer: Customer(email: "a@b.example"))
        let keeper = ReplyKeeper(key: key, status: 201, encode: encode)
        _ = try await world.open.open(request, for: world.account, keeping: keeper)
        let kept = try await KeptReplies(database: world.database).reply(to: key)
        #expect(kept == KeptReply(status: 200, body: Array(first.id.description.utf8)))
    }

    @Test("a kept reply is forgotten after a day")
    func forgotten() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let key = try IdempotencyKey("k", merchant: .default, route: "POST /cancel", body: [])
        _ = try await world.end.cancel(
            recovery.id, of: .default, keeping: ReplyKeeper(key: key, status: 200, encode: encode))
        world.turnClock(by: .seconds(86_401))
        try await Housekeeping(
            database: world.database, policy: LinkPolicy(), surroundings: world.surroundings
        ).tidy()
        #expect(try await KeptReplies(database: world.database).reply(to: key) == nil)
    }
}
