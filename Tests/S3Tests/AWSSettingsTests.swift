import OIntCore
import Testing

@testable import OIntS3

@Suite("Accounts in the settings of AWS")
struct AWSSettingsTests {
    private static let home = ["HOME": "/home/ann"]
    private static let config = """
        # Comment
        [default]
        region = eu-west-1
        s3 =
          max_concurrent_requests = 20
        [profile backup]
        region=eu-central-1
        endpoint_url = https://minio.example.com:9000
        [profile team]
        sso_session = corp
        """
    private static let credentials = """
        [default]
        aws_access_key_id = DEFAULTID
        aws_secret_access_key = default/secret=1
        [backup]
        aws_access_key_id=BACKUPID
        aws_secret_access_key=backup+secret
        aws_session_token = token
        """

    private func account(_ variables: [String: String], hasFiles: Bool = true) throws -> S3Account {
        try AWSSettings(Self.home.merging(variables) { _, given in given }) { path in
            switch path {
            case "/home/ann/.aws/config" where hasFiles: Self.config
            case "/home/ann/.aws/credentials" where hasFiles: Self.credentials
            default: nil
            }
        }.account()
    }

    @Test func `Variables make an account`() throws {
        let account = try account(
            [
                "AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "s/e+c", "AWS_SESSION_TOKEN": "t",
                "AWS_REGION": "us-west-2",
            ],
            hasFiles: false)
        #expect(account.endpoint.text == "https://s3.us-west-2.amazonaws.com")
        #expect((account.accessKey, account.secretKey.exposed) == ("ID", "s/e+c"))
        #expect(account.sessionToken?.exposed == "t")
        #expect(account.region == "us-west-2")
    }

    @Test func `Keys come from the files where no variable gives them`() throws {
        let account = try account([:])
        #expect((account.accessKey, account.secretKey.exposed) == ("DEFAULTID", "default/secret=1"))
        #expect(account.region == "eu-west-1")
        #expect(try self.account(["AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "S"]).accessKey == "ID")
    }

    @Test func `A profile that is named counts more than keys of the environment`() throws {
        let account = try account(["AWS_PROFILE": "backup", "AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "S"])
        #expect((account.accessKey, account.region) == ("BACKUPID", "eu-central-1"))
        #expect(account.sessionToken?.exposed == "token")
        #expect(account.endpoint.text == "https://minio.example.com:9000")
    }

    @Test func `Another service and the regions of China have addresses of their own`() throws {
        let keys = ["AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "S"]
        let other = try account(keys.merging(["AWS_ENDPOINT_URL_S3": "https://s3.example.com"]) { $1 }, hasFiles: false)
        #expect((other.endpoint.text, other.region) == ("https://s3.example.com", "us-east-1"))
        let china = try account(keys.merging(["AWS_DEFAULT_REGION": "cn-north-1"]) { $1 }, hasFiles: false)
        #expect(china.endpoint.text == "https://s3.cn-north-1.amazonaws.com.cn")
    }

    @Test(arguments: [("nobody", "no profile"), ("team", "export-credentials"), (nil, "--basic")])
    func `What gives no keys is told`(_ profile: String?, _ expected: String) {
        let variables = profile.map { ["AWS_PROFILE": $0] } ?? [:]
        let error = #expect(throws: UsageError.self) { try account(variables, hasFiles: profile != nil) }
        #expect(error?.description.contains(expected) == true)
    }
}
