public import Recoveries

/// Why a message cannot be composed.
public enum MessageError: Error, Equatable, CustomStringConvertible {
    /// The customer's address cannot stand in a mail.
    case invalidRecipient
    /// The `From` cannot stand in a mail.
    case invalidSender(String)
    /// The step asks nothing of the customer, so there are no words for it.
    case nothingToAsk(StepName)
    /// A string is missing.
    case words(CatalogueError)
    /// A template is missing.
    case template(TemplateError)

    /// What is wrong and what to mend; never the customer's address.
    public var description: String {
        switch self {
        case .invalidRecipient: "the customer's address is not one that mail can be sent to"
        case .invalidSender(let from): "\(from) is not a sender; write \"Shop <mail@shop.example>\""
        case .nothingToAsk(let step): "the step \(step.rawValue) asks nothing of the customer"
        case .words(let error): error.description
        case .template(let error): error.description
        }
    }

    /// What it means for the notification: only the recipient's address is the customer's, all else is ours to mend.
    public var verdict: Verdict {
        switch self {
        case .invalidRecipient, .nothingToAsk: .rejected(reply: description)
        case .invalidSender, .words, .template: .misconfigured(reply: description)
        }
    }
}
