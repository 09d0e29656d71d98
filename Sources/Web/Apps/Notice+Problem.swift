import HTTPTypes
import Hummingbird
import Messages
import Recoveries
import Service

extension Response {
    /// What a notice's page says, as a problem document for an app.
    ///
    /// - Parameter status: of the page, for a notice that no ``Problem`` says by itself.
    static func refusal(_ notice: Notice, _ status: HTTPResponse.Status) -> Response {
        if let problem = Problem(notice) { return .problem(problem) }
        switch notice {
        case .sessionOver:
            return .failure(
                status, code: "foreign_origin",
                detail: "Send neither Origin nor Sec-Fetch-Site; what a browser sends must come from our own page.")
        case .failed: return .internalError
        default: return .failure(status, code: "refused", detail: "The link cannot be opened now.")
        }
    }
}

extension Problem {
    /// `nil` for what is no refusal of the link itself.
    fileprivate init?(_ notice: Notice) {
        switch notice {
        case .notFound:
            self.init(
                .notFound, code: "link_not_found", detail: "There is no such link. Was its address cut off on its way?")
        case .expired: self.init(.gone, code: "link_expired", detail: "The link has expired.")
        case .otherDevice:
            self.init(.conflict, code: "other_device", detail: "The link is in use on another device.")
        case .ended: self.init(.gone, code: "link_ended", detail: "The payment request has ended.")
        case .confirmed:
            self.init(.conflict, code: "payment_confirmed", detail: "The payment is confirmed already.")
        case .tooMany(let wait):
            self.init(
                .tooMany(retryAfter: max(wait.secondsRoundedUp, 1)), code: "too_many_requests",
                detail: "That was too often. Try again later.")
        default: return nil
        }
    }
}
