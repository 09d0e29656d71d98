import Foundation
import Persistence
import Recoveries
import Testing

@testable import Service
@testable import Web

extension Site {
    typealias Fields = [(String, String)]

    /// Sends a request on a connection of its own.
    func send(_ method: String, _ path: String, _ fields: Fields = [], body: String? = nil) async throws -> HTTPReply {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: pay.example\r\nConnection: close\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        if let body { head += "Content-Length: \(body.utf8.count)\r\n" }
        return try await Wire.exchange(Array((head + "\r\n" + (body ?? "")).utf8), port: port)
    }

    /// Calls the merchant API with the first merchant's key.
    func call(
        _ method: String, _ path: String, _ body: String? = nil, key: String = Site.key, idempotencyKey: String? = nil
    ) async throws -> HTTPReply {
        var fields = [("Authorization", "Bearer \(key)")]
        if let idempotencyKey { fields.append(("Idempotency-Key", idempotencyKey)) }
        return try await send(method, "/v1" + path, fields, body: body)
    }

    /// Opens a recovery by the API for a new intent that wants 3-D Secure.
    ///
    /// - Parameter more: further fields, beginning with a comma.
    @discardableResult
    func open(_ intent: String = "pi_1", more: String = "", locale: String? = nil) async throws -> RecoveryID {
        stripe.setIntent(intent, status: "requires_action")
        let language = locale.map { #","locale":"\#($0)""# } ?? ""
        let reply = try await call(
            "POST", "/recoveries",
            #"{"payment_intent":"\#(intent)","customer":{"email":"a@b.example"\#(language)}\#(more)}"#)
        try #require(reply.status == 201, "\(reply.text)")
        // Names of one millisecond have no order.
        turnClock(by: .milliseconds(1))
        return try #require((reply.json["id"] as? String).flatMap { RecoveryID($0) })
    }

    /// The path of a fresh link.
    func link(to recovery: RecoveryID) async throws -> String {
        let reply = try await call("POST", "/recoveries/\(recovery)/links")
        let url = try #require(reply.json["url"] as? String)
        return try #require(url.hasPrefix(settings.baseURL) ? String(url.dropFirst(settings.baseURL.count)) : nil)
    }

    func recovery(_ id: RecoveryID) async throws -> Recovery {
        try #require(try await database.base.read { try $0.recovery(id) })
    }

    func settle(_ id: RecoveryID, as state: RecoveryState) async throws {
        try await settlement.settle(
            try await recovery(id), as: state, step: state == .succeeded ? .done : .gone)
    }
}

/// A customer's browser that has pressed a link's button.
struct Browser: Sendable {
    let site: Site
    let recovery: RecoveryID
    let cookie: String

    /// Opens the link and presses its button, as a browser does that says where its form stood.
    init(_ site: Site, link: String, recovery: RecoveryID) async throws {
        let reply = try await site.send(
            "POST", link, [("Origin", "null"), ("Sec-Fetch-Site", "same-origin")], body: "")
        try #require(reply.status == 303)
        try #require(reply["Location"] == "/pay/\(recovery)")
        let set = try #require(reply["Set-Cookie"])
        self.site = site
        self.recovery = recovery
        cookie = String(set.prefix { $0 != ";" })
    }

    /// Opens a recovery and a link to it, and presses the button.
    init(_ site: Site, intent: String = "pi_1", more: String = "") async throws {
        let recovery = try await site.open(intent, more: more)
        try await self.init(site, link: try await site.link(to: recovery), recovery: recovery)
    }

    func page() async throws -> HTTPReply {
        try await site.send("GET", "/pay/\(recovery)", [("Cookie", cookie)])
    }

    /// The token that the page hands to its script.
    func csrf() async throws -> String {
        let page = try await page().text
        let data = try #require(page.firstMatch(of: /data-page="([^"]*)"/)?.output.1)
        let json = data.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        let facts = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return try #require(facts?["csrf"] as? String)
    }

    /// Asks for the client secret, as the page's script does.
    func secret() async throws -> HTTPReply {
        try await ask("POST", "secret", csrf: try await csrf())
    }

    func ask(_ method: String, _ what: String, csrf: String? = nil, fields: Site.Fields = []) async throws -> HTTPReply
    {
        let token = csrf.map { [("X-CSRF-Token", $0)] } ?? []
        return try await site.send(
            method, "/pay/\(recovery)/\(what)", [("Cookie", cookie)] + token + fields,
            body: method == "POST" ? "" : nil)
    }
}
