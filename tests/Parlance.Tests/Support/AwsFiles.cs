using Amazon.Runtime.CredentialManagement;

namespace Parlance.Tests.Support;

/// <summary>
/// The shared files of AWS, before its SDK looks for them: it asks the environment where they are once in a process.
/// </summary>
public sealed class AwsFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AwsFiles()
    {
        var credentials = _folder.Write("credentials", """
            [shared]
            aws_access_key_id = AKIDSHARED
            aws_secret_access_key = shared-secret

            [shared-role]
            role_arn = arn:aws:iam::123456789012:role/shared-models
            source_profile = shared

            [shared-refusal]
            role_arn = arn:aws:iam::123456789012:role/refused
            source_profile = shared
            """);
        var config = _folder.Write("config", """
            [sso-session corporation]
            sso_start_url = https://corporation.awsapps.com/start
            sso_region = eu-central-1
            sso_registration_scopes = sso:account:access
            """);
        Other = _folder.Write("other", """
            [home]
            aws_access_key_id = AKIDHOME
            aws_secret_access_key = home-secret

            [work]
            aws_access_key_id = AKIDWORK
            aws_secret_access_key = work-secret
            aws_session_token = work-token

            [role]
            role_arn = arn:aws:iam::123456789012:role/models
            source_profile = home
            role_session_name = reading
            external_id = outside

            [sign-in]
            sso_start_url = https://old.awsapps.com/start
            sso_region = eu-central-1
            sso_account_id = 123456789012
            sso_role_name = Reader

            [sign-in-session]
            sso_session = corporation
            sso_account_id = 123456789012
            sso_role_name = Reader

            [sign-in-role]
            role_arn = arn:aws:iam::123456789012:role/models
            source_profile = sign-in

            [empty]
            region = eu-west-1
            """);
        using var environment = new ProcessEnvironment(("AWS_SHARED_CREDENTIALS_FILE", credentials), ("AWS_CONFIG_FILE", config));
        SharedCredentialsFile.DefaultFilePath.ShouldBe(credentials);
    }

    /// <summary>A file that only whoever names it reads.</summary>
    public string Other { get; }

    /// <summary>An environment that says nothing of AWS, until it is disposed.</summary>
    internal static ProcessEnvironment EmptyEnvironment() => new(
        ("AWS_ACCESS_KEY_ID", null),
        ("AWS_SECRET_ACCESS_KEY", null),
        ("AWS_SESSION_TOKEN", null),
        ("AWS_PROFILE", null),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", null),
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", null),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", null),
        ("AWS_BEARER_TOKEN_BEDROCK", null),
        ("AWS_EC2_METADATA_DISABLED", "true"));

    public void Dispose() => _folder.Dispose();
}
