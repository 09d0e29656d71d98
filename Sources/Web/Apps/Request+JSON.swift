import Hummingbird

extension Request {
    /// Whether a POST wants JSON rather than a page: `Accept` names `application/json` and not `text/html`, which every browser
    /// that submits a form names.
    var isForJSON: Bool {
        guard method == .post, let accepted = headers[.accept]?.lowercased() else { return false }
        let types = accepted.split(separator: ",").map { $0.prefix { $0 != ";" }.filter { $0 != " " } }
        return types.contains("application/json") && !types.contains("text/html")
    }
}
