import Recoveries
import Synchronization
import Testing

@testable import Persistence

@Suite("The generation of what is stored")
struct GenerationTests {
    @Test("it has grown when a write's caller hears of it, and reading leaves it alone", arguments: Engine.allCases)
    func grows(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let first = database.generation
            #expect(try await database.read { try $0.merchants() }.isEmpty)
            #expect(database.generation == first)
            _ = try await database.write { try $0.insertOpening() }
            #expect(database.generation > first)
        }
    }

    @Test("it has not grown while a write can still come to nothing", arguments: Engine.allCases)
    func growsAfterTheCommit(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let seen = Mutex<[UInt64]>([])
            let first = database.generation
            for _ in 0..<2 {
                try await database.write { _ in seen.withLock { $0.append(database.generation) } }
            }
            #expect(seen.withLock { $0 } == [first, first + 1])
        }
    }

    @Test("whoever sees the new generation sees what was written", arguments: Engine.allCases)
    func isVisible(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let start = database.generation
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        try await database.write { _ = try $0.insertOpening(paymentIntent: "pi_\(number)") }
                    }
                    group.addTask {
                        let commits = Int(database.generation - start)
                        let links = try await database.read { try $0.rows("SELECT id FROM links", []).count }
                        #expect(links >= commits, "each commit brought a link at least")
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
