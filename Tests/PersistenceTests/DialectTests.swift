import Recoveries
import Testing

@testable import Persistence

@Suite("What both engines understand")
struct DialectTests {
    @Test("parameters are found by number, out of order and repeated", arguments: Engine.allCases)
    func parameters(engine: Engine) async throws {
        let row = try await engine.withDatabase { database in
            try await database.read { connection in
                try connection.rows(
                    """
                    SELECT CAST($3 AS TEXT) AS third, CAST($1 AS BIGINT) AS first, CAST($3 AS TEXT) AS again,
                    CAST($2 AS BIGINT) AS second
                    """, [.integer(1), .integer(2), .text("three")]
                ).first
            }
        }
        let found = try #require(row)
        #expect(try found.integer("first") == 1)
        #expect(try found.integer("second") == 2)
        #expect(try found.text("third") == "three")
        #expect(try found.text("again") == "three")
    }

    @Test("a row with a dozen parameters keeps their places", arguments: Engine.allCases)
    func manyParameters(engine: Engine) async throws {
        let row = try await engine.withDatabase { database in
            try await database.read { connection in
                let columns = (1...12).map { "CAST($\($0) AS BIGINT) AS c\($0)" }.joined(separator: ", ")
                return try connection.rows("SELECT \(columns)", (1...12).map { .integer($0) }).first
            }
        }
        for column in 1...12 { #expect(try row?.integer("c\(column)") == Int64(column)) }
    }

    @Test("a missing parameter is refused", arguments: Engine.allCases)
    func missingParameter(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let fault = try await fault {
                _ = try await database.read { try $0.rows("SELECT $1 AS a, $2 AS b", [.integer(1)]) }
            }
            #expect(fault?.code == .statement)
        }
    }

    @Test("a text with NUL is refused, never cut short", arguments: Engine.allCases)
    func nul(engine: Engine) async throws {
        try await engine.withDatabase { database in
            var merchant = Make.merchant()
            merchant.name = "Ac\u{0}me"
            let refused = merchant
            let fault = try await fault {
                try await database.write { try $0.insertMerchant(refused, secrets: MerchantSecrets()) }
            }
            #expect(fault?.code == .constraint)
        }
    }

    @Test("dialect words are replaced, and other braces left alone")
    func words() {
        #expect(Dialect.sqlite.expand("a {blob}, b {id} {other} '{'") == "a BLOB, b TEXT {other} '{'")
    }

    @Test("a column that is missing, NULL or of another kind is named")
    func columns() async throws {
        let row = Row(columns: ["a", "b"], values: [.null, .text("word")])
        for (read, column) in [
            ({ _ = try row.text("a") }, "a"), ({ _ = try row.integer("b") }, "b"), ({ _ = try row.blob("c") }, "c"),
        ] {
            let fault = try await fault { try read() }
            #expect(fault?.code == .unreadable)
            #expect(fault?.message.contains("column \(column) ") == true)
            #expect(fault?.message.contains("word") == false)
        }
    }
}
