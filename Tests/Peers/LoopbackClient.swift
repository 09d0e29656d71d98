import Foundation
import FoundationNetworking

/// Asks a stand-in over HTTP on loopback.
struct LoopbackClient: Sendable {
    let base: URL

    func get<Answer: Decodable>(_ path: String, as type: Answer.Type) async throws -> Answer {
        try JSONDecoder().decode(type, from: await send("GET", path))
    }

    @discardableResult
    func post(_ path: String, json: some Encodable) async throws -> Data {
        try await send("POST", path, body: JSONEncoder().encode(json), type: "application/json")
    }

    @discardableResult
    func post(_ path: String, form: [String: String], key: String) async throws -> Data {
        var fields = URLComponents()
        fields.queryItems = form.map { URLQueryItem(name: $0.key, value: $0.value) }
        let body = Data((fields.percentEncodedQuery ?? "").utf8)
        return try await send("POST", path, body: body, type: "application/x-www-form-urlencoded", key: key)
    }

    @discardableResult
    func delete(_ path: String) async throws -> Data {
        try await send("DELETE", path)
    }

    private func send(
        _ method: String, _ path: String, body: Data? = nil, type: String? = nil, key: String? = nil
    ) async throws -> Data {
        guard let url = URL(string: path, relativeTo: base) else { throw PeerFault("\(path) is no path") }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        request.timeoutInterval = 310
        request.setValue(type, forHTTPHeaderField: "Content-Type")
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<300).contains(status) else {
            throw PeerFault("\(method) \(path) answered \(status): \(String(decoding: data, as: UTF8.self))")
        }
        return data
    }
}
