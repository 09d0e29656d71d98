import HTTPTypes
import Hummingbird

/// What a client can decompress (RFC 9110, section 12.5.3).
struct AcceptEncoding: Equatable {
    /// Whether gzip may be sent, and is not liked less than plain bytes.
    let admitsGzip: Bool

    /// - Parameter header: the field's value; a client that sends none, or one that cannot be read, gets plain bytes.
    init(_ header: String?) {
        guard let header else {
            admitsGzip = false
            return
        }
        var weights: [Substring: Double] = [:]
        for part in header.split(separator: ",").prefix(32) {
            let (coding, weight) = Self.preference(part)
            weights[coding] = weight
        }
        // An identity that is not named, nor meant by a star, is acceptable but not asked for.
        let gzip = weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0
        admitsGzip = gzip > 0 && gzip >= weights["identity"] ?? 0
    }

    /// One coding and its weight: 1 when none is given, 0 when it is not a number from 0 to 1.
    private static func preference(_ part: Substring) -> (coding: Substring, weight: Double) {
        let pieces = part.split(separator: ";", omittingEmptySubsequences: false)
        let coding = Substring(trimmed(pieces.first ?? "").lowercased())
        for parameter in pieces.dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1).map { trimmed($0) }
            guard pair.first?.lowercased() == "q" else { continue }
            guard pair.count == 2, let weight = Double(pair[1]), (0...1).contains(weight) else { return (coding, 0) }
            return (coding, weight)
        }
        return (coding, 1)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { start[...$0] } ?? ""
    }
}

extension Request {
    /// Whether the client reads gzip.
    var admitsGzip: Bool { AcceptEncoding(headers[.acceptEncoding]).admitsGzip }
}
