import Foundation

/// How a report is written: by the Reporting API, by its forerunner `report-uri`, or as either.
enum CSPReportFormat {
    case reportingAPI, reportURI, either

    /// - Parameter contentType: the header; `nil`, and any type that reports do not come in, gives `nil`.
    init?(contentType: String?) {
        let type = (contentType ?? "").prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        switch type {
        case "application/reports+json": self = .reportingAPI
        case "application/csp-report": self = .reportURI
        case "application/json": self = .either
        default: return nil
        }
    }

    /// The reports in a body, which may be none; `nil` when it cannot be read.
    func reports(in body: [UInt8]) -> [CSPReport]? {
        let data = Data(body)
        switch self {
        case .reportingAPI: return Self.queued(data)
        case .reportURI: return Self.single(data)
        case .either: return Self.queued(data) ?? Self.single(data)
        }
    }

    /// The Reporting API sends what it has gathered, also of other sorts, which are passed over.
    private static func queued(_ data: Data) -> [CSPReport]? {
        guard let entries = try? JSONDecoder().decode([QueuedReport].self, from: data) else { return nil }
        return entries.filter { $0.type == "csp-violation" }.map {
            CSPReport(directive: $0.body?.effectiveDirective, blocked: $0.body?.blockedURL)
        }
    }

    private static func single(_ data: Data) -> [CSPReport]? {
        guard let report = try? JSONDecoder().decode(SingleReport.self, from: data).report else { return nil }
        return [CSPReport(directive: report.effective ?? report.violated, blocked: report.blocked)]
    }
}

/// An entry of the Reporting API (CSP 3, section 5.1).
private struct QueuedReport: Decodable {
    struct Body: Decodable {
        let effectiveDirective: String?
        let blockedURL: String?
    }

    let type: String
    let body: Body?
}

/// What `report-uri` sends (CSP 3, section 5.3).
private struct SingleReport: Decodable {
    struct Body: Decodable {
        let effective: String?
        let violated: String?
        let blocked: String?

        private enum CodingKeys: String, CodingKey {
            case effective = "effective-directive"
            case violated = "violated-directive"
            case blocked = "blocked-uri"
        }
    }

    let report: Body

    private enum CodingKeys: String, CodingKey {
        case report = "csp-report"
    }
}
