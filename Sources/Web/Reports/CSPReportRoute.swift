import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// `/csp`: where browsers report what a page's content security policy stopped.
///
/// Anybody may post here, so a report costs little and its words are not believed. Of each, only the directive and the host that
/// was stopped are logged, a few a minute; the rest is counted. The page's address is never logged: it may hold a link's token.
final class CSPReportRoute: Sendable {
    static let path = "/csp"

    private static let bodyBytes = 8 * 1024
    private let budget: Mutex<LineBudget>
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameter now: the present moment; tests turn it by hand.
    init(
        linesPerMinute: Int = 10, now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        budget = Mutex(LineBudget(lines: linesPerMinute, window: .seconds(60)))
        self.now = now
    }

    func register(on routes: Routes) {
        routes.add(.post, Self.path) { try await self.collect($0, $1) }
    }

    private func collect(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let format = CSPReportFormat(contentType: request.headers[.contentType]) else { return .wrongType }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.bodyBytes {
            return .reportTooLarge
        }
        let body = try await request.boundedBody()
        guard body.count <= Self.bodyBytes else { return .reportTooLarge }
        guard let reports = format.reports(in: body) else { return .unreadable }
        for report in reports { log(report, by: context.logger) }
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    private func log(_ report: CSPReport, by logger: Logger) {
        let now = now()
        guard case .write(let unwritten) = budget.withLock({ $0.spend(at: now) }) else { return }
        var metadata: Logger.Metadata = ["directive": "\(report.directive)", "blocked": "\(report.blocked)"]
        if unwritten > 0 { metadata["unwritten"] = "\(unwritten)" }
        logger.notice(
            "A browser says that a page's content security policy stopped something.", metadata: metadata)
    }
}

extension Response {
    fileprivate static let wrongType = Response.failure(
        .unsupportedMediaType, code: "unsupported_media_type",
        detail: "A report is application/reports+json, application/csp-report or application/json.")

    fileprivate static let reportTooLarge = Response.failure(
        .contentTooLarge, code: "body_too_large", detail: "A report has at most 8 KB.")

    fileprivate static let unreadable = Response.failure(
        .badRequest, code: "invalid_report", detail: "The body is not a report of a content security policy.")
}
