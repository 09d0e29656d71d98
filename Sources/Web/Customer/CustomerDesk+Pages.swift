import Hummingbird
import Logging
import Messages
import Service

extension CustomerDesk {
    /// A handler that answers with a page: what goes wrong is told as a page too, and as a document for machines only to who
    /// asked for one.
    func page(_ handler: @escaping Routes.Handler) -> Routes.Handler {
        { request, context in
            do {
                return try await handler(request, context)
            } catch let error as HTTPError {
                throw error
            } catch  where request.isForJSON {
                throw error
            } catch {
                context.logger.error(
                    "A page could not be shown.",
                    metadata: ["route": "\(context.endpointPath ?? "none")", "error": "\(error)"])
                return try pages.notice(.failed, .internalServerError, for: request)
            }
        }
    }
}

extension CustomerDesk {
    /// What somebody is told whose token is not ours, or whose link is gone. Who guesses is told to wait; a right token is
    /// looked at all the same.
    func missed(_ request: Request, _ context: LatchkeyContext) throws -> Response {
        if let wait = gate.waitAfterMiss(request, context) { return try pages.refusal(after: wait, for: request) }
        return try pages.notFound(for: request)
    }
}
