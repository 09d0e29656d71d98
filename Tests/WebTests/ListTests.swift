import Recoveries
import Testing

@Suite("Listing recoveries", .timeLimit(.minutes(5)))
struct ListTests {
    @Test("pages follow each other, newest first, and end")
    func pages() async throws {
        try await Site.serving { site in
            var opened: [String] = []
            for index in 1...5 { opened.append("\(try await site.open("pi_\(index)"))") }
            var (found, cursor): ([String], String?) = ([], nil)
            repeat {
                let query = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try await site.call("GET", "/recoveries?limit=2\(query)")
                let data = try #require(page.json["data"] as? [[String: Any]])
                found += data.compactMap { $0["id"] as? String }
                cursor = page.json["next_cursor"] as? String
                #expect(page.json["has_more"] as? Bool == (cursor != nil))
                #expect(page.json["object"] as? String == "list")
            } while cursor != nil && found.count < 10
            #expect(found == opened.reversed())
        }
    }

    @Test("state and PaymentIntent narrow it")
    func filters() async throws {
        try await Site.serving { site in
            let paid = try await site.open("pi_1")
            let open = try await site.open("pi_2")
            try await site.settle(paid, as: .succeeded)
            #expect(try await ids(site, "state=succeeded") == ["\(paid)"])
            #expect(try await ids(site, "state=open") == ["\(open)"])
            #expect(try await ids(site, "payment_intent=pi_2") == ["\(open)"])
            #expect(try await ids(site, "payment_intent=pi_1&state=open") == [])
            #expect(try await ids(site, "payment_intent=%27%20OR%201%3D1%20--") == [])
        }
    }

    @Test(
        "a query that cannot be meant is refused by name",
        arguments: [
            ("limit=0", "limit"), ("limit=101", "limit"), ("limit=ten", "limit"), ("limit=", "limit"),
            ("cursor=rec_1", "cursor"), ("cursor=lnk_00000000000000000000000000", "cursor"), ("state=paid", "state"),
            ("status=open", "status"), ("Limit=1", "Limit"),
        ])
    func refused(_ query: String, _ param: String) async throws {
        try await Site.serving { site in
            let reply = try await site.call("GET", "/recoveries?\(query)")
            #expect(reply.status == 400)
            #expect(reply.code != nil)
            #expect(reply.json["param"] as? String == param)
        }
    }

    private func ids(_ site: Site, _ query: String) async throws -> [String] {
        let reply = try await site.call("GET", "/recoveries?\(query)")
        return (reply.json["data"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }
}
