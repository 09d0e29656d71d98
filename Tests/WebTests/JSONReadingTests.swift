import Cryptography
import Recoveries
import Service
import Testing

@testable import Web

@Suite("Reading the JSON of POST /v1/recoveries")
struct JSONReadingTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let body: String
        let code: String
        var param: String?
        var testDescription: String { String(body.prefix(80)) }

        init(_ body: String, _ code: String, _ param: String? = nil) {
            (self.body, self.code, self.param) = (body, code, param)
        }
    }

    static let wrong: [Wrong] = [
        Wrong("", "missing_parameter", "payment_intent"),
        Wrong("{}", "missing_parameter", "payment_intent"),
        Wrong(#"{"payment_intent":""}"#, "missing_parameter", "payment_intent"),
        Wrong(#"{"payment_intent":null}"#, "missing_parameter", "payment_intent"),
        Wrong("{", "invalid_json"), Wrong("nothing", "invalid_json"), Wrong("[]", "invalid_json"),
        Wrong("\"pi_1\"", "invalid_json"), Wrong("null", "invalid_json"), Wrong("{}{}", "invalid_json"),
        Wrong("{'payment_intent':'pi_1'}", "invalid_json"), Wrong("payment_intent=pi_1", "invalid_json"),
        Wrong(#"{"payment_intent":1}"#, "wrong_type", "payment_intent"),
        Wrong(#"{"payment_intent":["pi_1"]}"#, "wrong_type", "payment_intent"),
        Wrong(#"{"payment_intent":"pi_1","customer":"a@b.example"}"#, "wrong_type", "customer"),
        Wrong(#"{"payment_intent":"pi_1","customer":{"email":1}}"#, "wrong_type", "customer.email"),
        Wrong(#"{"payment_intent":"pi_1","customer":{"e_mail":"a"}}"#, "unknown_parameter", "customer.e_mail"),
        Wrong(#"{"payment_intent":"pi_1","paymentIntent":"pi_1"}"#, "unknown_parameter", "paymentIntent"),
        Wrong(#"{"payment_intent":"pi_1","nope":null}"#, "unknown_parameter", "nope"),
        Wrong(#"{"payment_intent":"pi_1","expires_in":"3600"}"#, "wrong_type", "expires_in"),
        Wrong(#"{"payment_intent":"pi_1","expires_in":3600.5}"#, "wrong_type", "expires_in"),
        Wrong(#"{"payment_intent":"pi_1","expires_in":9223372036854775808}"#, "wrong_type", "expires_in"),
        Wrong(#"{"payment_intent":"pi_1","reminders":3600}"#, "wrong_type", "reminders"),
        Wrong(#"{"payment_intent":"pi_1","reminders":["1"]}"#, "wrong_type", "reminders"),
        Wrong(#"{"payment_intent":"pi_1","notify":"false"}"#, "wrong_type", "notify"),
        Wrong(#"{"payment_intent":"pi_1","notify":1}"#, "wrong_type", "notify"),
        Wrong(#"{"payment_intent":"pi_1","metadata":{"a":1}}"#, "wrong_type", "metadata"),
        Wrong(#"{"payment_intent":"pi_1","metadata":[]}"#, "wrong_type", "metadata"),
        Wrong(#"{"payment_intent":"pi_1","client_secret":"pi_1_secret_x"}"#, "missing_parameter", "amount"),
        Wrong(#"{"payment_intent":"pi_1","amount":1}"#, "missing_parameter", "client_secret"),
        Wrong(
            #"{"payment_intent":"pi_1","client_secret":"s","amount":1,"currency":"yen","publishable_key":"p","x":1}"#,
            "unknown_parameter", "x"),
        Wrong(
            #"{"payment_intent":"pi_1","client_secret":"s","amount":1,"currency":"¥","publishable_key":"p"}"#,
            "invalid_parameter", "currency"),
    ]

    @Test("what is wrong is named, with its path", arguments: wrong)
    func names(_ wrong: Wrong) {
        let problem = #expect(throws: Problem.self) { try OpenRequest(body: Array(wrong.body.utf8)) }
        #expect(problem?.kind == .invalid)
        #expect(problem?.code == wrong.code)
        #expect(problem?.param == wrong.param)
    }

    @Test("bytes that are not UTF-8 are not JSON")
    func notUTF8() {
        let body = Array(#"{"payment_intent":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)
        let problem = #expect(throws: Problem.self) { try OpenRequest(body: body) }
        #expect(problem?.kind == .invalid)
    }

    @Test("brackets as deep as a body can hold are refused, and nothing falls over", arguments: ["[", #"{"a":"#])
    func deep(_ opening: String) {
        let body = String(repeating: opening, count: 64 * 1024 / opening.utf8.count)
        let problem = #expect(throws: Problem.self) { try OpenRequest(body: Array(body.utf8)) }
        #expect(problem?.code == "invalid_json")
    }

    @Test("an unknown field's name is not repeated at length")
    func longName() {
        let name = String(repeating: "x", count: 10_000)
        let problem = #expect(throws: Problem.self) { try OpenRequest(body: Array(#"{"\#(name)":1}"#.utf8)) }
        #expect((problem?.detail.count ?? 0) + (problem?.param?.count ?? 0) < 500)
    }

    @Test("everything that may be asked for is read")
    func everything() throws {
        let request = try OpenRequest(
            body: Array(
                """
                {"payment_intent":"pi_1","customer":{"id":"cus_1","email":"a@b.example","name":"Aya","locale":"ja",
                 "time_zone":"Asia/Tokyo"},"description":"Shoes","return_url":"https://shop.example/","expires_in":3600,
                 "reminders":[60,120],"notify":false,"metadata":{"orderNo":"7"},"client_secret":"pi_1_secret_x",
                 "amount":1099,"currency":"JPY","publishable_key":"pk_test_1"}
                """.utf8))
        #expect(request.paymentIntent == "pi_1")
        #expect(request.customer.stripeCustomer == "cus_1")
        #expect(request.customer.timeZone == "Asia/Tokyo")
        #expect(request.description == "Shoes")
        #expect(request.returnURL == "https://shop.example/")
        #expect(request.expiresIn == 3600)
        #expect(request.reminders == [60, 120])
        #expect(!request.notifies)
        #expect(request.metadata == ["orderNo": "7"])
        #expect(request.given?.money.currency.code == "jpy")
        #expect(request.given?.clientSecret.reveal() == "pi_1_secret_x")
    }

    @Test("what is left out has its default")
    func defaults() throws {
        let request = try OpenRequest(body: Array(#"{"payment_intent":"pi_1"}"#.utf8))
        #expect(request.notifies)
        #expect(request.reminders == nil)
        #expect(request.given == nil)
        #expect(request.metadata.isEmpty)
    }
}
