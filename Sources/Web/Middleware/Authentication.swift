import Cryptography
import Hummingbird
import Service

/// Under `/v1`, lets only requests with a merchant's API key through, and tells the handlers whose it is.
struct Authentication: RouterMiddleware {
    typealias Context = LatchkeyContext

    let keys: APIKeys
    let gate: Gatekeeper

    func handle(
        _ request: Request, context: LatchkeyContext,
        next: (Request, LatchkeyContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path.hasPrefix("/v1/") else { return try await next(request, context) }
        guard let key = Self.bearer(request.headers[.authorization]) else {
            throw Problem(
                .unauthorized, code: "api_key_missing",
                detail: "Send the API key as `Authorization: Bearer lk_…`.")
        }
        guard let merchant = try await keys.merchant(holding: Secret(key)) else {
            if let wait = gate.waitAfterMiss(request, context) { throw Problem.tooMany(wait) }
            throw Problem(
                .unauthorized, code: "api_key_invalid",
                detail: "The API key is unknown or revoked. Make one with `latchkey key create`.")
        }
        if let wait = gate.limits.merchant(merchant) { throw Problem.tooMany(wait) }
        var context = context
        context.merchant = merchant
        return try await next(request, context)
    }

    private static func bearer(_ header: String?) -> String? {
        guard let header, header.count <= 512, let space = header.firstIndex(of: " "),
            header[..<space].lowercased() == "bearer"
        else { return nil }
        let key = header[header.index(after: space)...].drop { $0 == " " }
        return key.isEmpty ? nil : String(key)
    }
}
