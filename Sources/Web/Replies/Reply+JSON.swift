import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Service

/// Writes JSON as the merchant API speaks it: snake_case, slashes as they are, keys in alphabetical order.
enum JSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return Array(try encoder.encode(value))
    }
}

extension Response {
    /// A JSON body, never stored by anyone on the way.
    static func json(_ body: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "application/json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ], body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// A JSON body of a value.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        .json(try JSON.encode(value), status: status)
    }

    /// A problem document (RFC 9457).
    static func problem(_ problem: Problem) -> Response {
        let document = ProblemDocument(problem)
        let body = (try? JSON.encode(document)) ?? []
        var response = Response.json(body, status: problem.kind.status)
        response.headers[.contentType] = "application/problem+json"
        response.headers[.retryAfter] = problem.kind.retryAfter.map(String.init)
        if problem.kind == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}

/// RFC 9457, with a stable `code` and the field at fault.
private struct ProblemDocument: Encodable {
    let type: String
    let title: String
    let status: Int
    let code: String
    let detail: String
    let param: String?

    init(_ problem: Problem) {
        type = "about:blank"
        title = problem.kind.status.reasonPhrase
        status = problem.kind.status.code
        code = problem.code
        detail = problem.detail
        param = problem.param
    }
}

extension Problem.Kind {
    /// The HTTP status that says so.
    var status: HTTPResponse.Status {
        switch self {
        case .invalid: .badRequest
        case .unauthorized: .unauthorized
        case .notFound: .notFound
        case .conflict: .conflict
        case .gone: .gone
        case .tooMany: .tooManyRequests
        case .upstream: .badGateway
        case .unavailable: .serviceUnavailable
        }
    }

    /// Seconds after which to try again.
    var retryAfter: Int64? {
        switch self {
        case .tooMany(let seconds), .unavailable(let seconds): seconds
        default: nil
        }
    }
}
