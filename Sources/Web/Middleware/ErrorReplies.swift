import HTTPTypes
import Hummingbird
import Logging
import Persistence
import Service

/// Turns every error into a problem document; what nobody foresaw is logged, and told of without its words.
struct ErrorReplies: RouterMiddleware {
    typealias Context = LatchkeyContext

    let pages: PageWriter

    func handle(
        _ request: Request, context: LatchkeyContext,
        next: (Request, LatchkeyContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return .problem(problem)
        } catch let fault as DatabaseFault where fault.isPassing {
            context.logger.error("The database refuses.", metadata: ["error": "\(fault)"])
            return .problem(.databaseAway)
        } catch let error as HTTPError where error.status == .notFound {
            return request.isByPerson ? try pages.notFound(for: request) : .problem(.noSuchPath)
        } catch let error as HTTPError {
            return .problem(error)
        } catch {
            context.logger.error(
                "A request failed.", metadata: ["route": "\(context.endpointPath ?? "none")", "error": "\(error)"])
            return .internalError
        }
    }
}

extension Request {
    /// Whether a browser asks for a page, as where somebody typed an address or a link was cut off.
    fileprivate var isByPerson: Bool {
        !uri.path.hasPrefix("/v1/") && headers[.accept]?.contains("text/html") == true
    }
}

extension DatabaseFault {
    /// Whether the same request may work later, without anybody changing it.
    fileprivate var isPassing: Bool {
        [.busy, .diskFull, .readOnly, .inputOutput, .rolledBack, .closed].contains(code)
    }
}

extension Problem {
    fileprivate static let databaseAway = Problem(
        .unavailable(retryAfter: 5), code: "database_unavailable",
        detail: "The database cannot be written now; the operator's log says why. Nothing was changed; try again.")

    static let noSuchPath = Problem(
        .notFound, code: "not_found", detail: "There is nothing at this address. Check the path.")
}

extension Response {
    /// An answer to a failure on our side.
    static var internalError: Response {
        .failure(
            .internalServerError, code: "internal_error",
            detail: "Something went wrong on our side; it is in the log. Trying again does no harm.")
    }

    fileprivate static func problem(_ error: HTTPError) -> Response {
        switch error.status {
        case .contentTooLarge:
            .failure(
                .contentTooLarge, code: "body_too_large",
                detail: "The body is larger than \(RequestLimits.bodyBytes / 1024) KB.")
        case .requestHeaderFieldsTooLarge:
            .failure(
                .requestHeaderFieldsTooLarge, code: "trailers_too_large",
                detail: "The trailers after the body are larger than \(RequestLimits.headerBytes / 1024) KB.")
        case .requestTimeout:
            .failure(.requestTimeout, code: "body_too_slow", detail: "The body did not arrive in time.")
        default:
            .failure(error.status, code: "bad_request", detail: "The request cannot be read.")
        }
    }

    /// A problem document with a status that no ``Problem`` has.
    static func failure(_ status: HTTPResponse.Status, code: String, detail: String) -> Response {
        var response = Response.problem(Problem(.invalid, code: code, detail: detail))
        if let document = try? JSON.encode(
            Failure(status: status.code, code: code, detail: detail, title: status.reasonPhrase))
        {
            response.body = .init(byteBuffer: .init(bytes: document))
        }
        response.status = status
        return response
    }
}

private struct Failure: Encodable {
    let type = "about:blank"
    let status: Int
    let code: String
    let detail: String
    let title: String
}
