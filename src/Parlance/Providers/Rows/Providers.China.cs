using Parlance.Headers;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.DashScope;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.Hunyuan;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;
using Parlance.Transport;
using static Parlance.ProviderFeatures;

namespace Parlance;

// Makers and clouds of China. Where one has a host abroad, that is a row of its own, and keys are not shared.
public static partial class Providers
{
    private static OpenAIChatDialect ZhipuDialect => new()
    {
        TokenLimitMember = "max_tokens",
        Reasoning = ReasoningControl.ThinkingObject,
        ReasoningReplayMember = "reasoning_content",

        // glm-z1 and glm-4.1v-thinking reason inside their text: docs.rs/llm-connector/latest/src/llm_connector/providers/zhipu.rs.html.
        ReasoningMarks = new("###Thinking", "###Response"),
        HasNamedToolChoice = false,
        HasJsonSchema = false,
        MaximumStopSequences = 1,
        MaximumUserLength = 128, // user_id: https://docs.bigmodel.cn/api-reference/模型-api/对话补全.
    };

    /// <summary>
    /// DeepSeek. Thinking has a switch and a level beside it, and goes back where a turn called tools
    /// (api-docs.deepseek.com/guides/thinking_mode); the continuation of a prefix needs the base URL
    /// <c>https://api.deepseek.com/beta</c>.
    /// </summary>
    public static Provider DeepSeek { get; } = new()
    {
        Name = "deepseek",
        DisplayName = "DeepSeek",
        Protocol = new OpenAIChatProtocol(
            new OpenAIChatDialect
            {
                TokenLimitMember = "max_tokens",
                Reasoning = ReasoningControl.ThinkingObject,
                HasReasoningEffort = true,
                ModelReasoning = ReasoningAbility.AnyEffort with { ForbidsForcedTools = true }, // "Thinking mode does not support this tool_choice" (recorded).
                ReasoningReplayMember = "reasoning_content",
                PrefixMember = "prefix",
                HasJsonSchema = false,
                AcceptsImages = false,
                AcceptsAudio = false,
                AcceptsFiles = false,
                MaximumStopSequences = 16,
            },
            ModelFamilies.DeepSeek),
        Address = "https://api.deepseek.com",
        KeyVariables = ["DEEPSEEK_API_KEY"],
        Features = Tools | Reasoning,
        Documentation = "https://api-docs.deepseek.com/api/create-chat-completion",
    };

    /// <summary>Moonshot, the host abroad.</summary>
    public static Provider Moonshot { get; } = new()
    {
        Name = "moonshot",
        DisplayName = "Moonshot",
        Protocol = new OpenAIChatProtocol(
            new OpenAIChatDialect
            {
                Reasoning = ReasoningControl.ThinkingObject,
                ReasoningReplayMember = "reasoning_content",
                PrefixMember = "partial",
                MaximumStopSequences = 5,
                AcceptsImageUrls = false, // By their bytes alone: https://platform.kimi.com/docs/guide/use-kimi-vision-model.
                AllowsReferenceSiblings = false, // Reported by its own client: github.com/MoonshotAI/kimi-cli/issues/2061.
                ToolNames = ToolNameFormat.LetterFirst,
            },
            ModelFamilies.Moonshot),
        Address = "https://api.moonshot.ai/v1",
        KeyVariables = ["MOONSHOT_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://platform.kimi.ai/docs/api/chat",
    };

    /// <summary>Moonshot, the host in China.</summary>
    public static Provider MoonshotChina { get; } = Moonshot with
    {
        Name = "moonshot-cn",
        DisplayName = "Moonshot (China)",
        Address = "https://api.moonshot.cn/v1",
        Documentation = "https://platform.moonshot.cn/docs/api/chat",
    };

    /// <summary>
    /// Zhipu at its native path, by the plain key. Hosts that want the token that older clients made of the key
    /// take it with <c>WithAuthenticator(new ZhipuTokenAuthenticator())</c>.
    /// </summary>
    public static Provider Zhipu { get; } = new()
    {
        Name = "zhipu",
        DisplayName = "Zhipu",
        Protocol = new OpenAIChatProtocol(ZhipuDialect),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 64 }, // https://docs.bigmodel.cn/api-reference/模型-api/文本嵌入, of embedding-3.
        Address = "https://open.bigmodel.cn/api/paas/v4",
        KeyVariables = ["ZHIPU_API_KEY", "ZHIPUAI_API_KEY"],
        Features = Tools | Vision | Reasoning,
        Documentation = "https://docs.bigmodel.cn/api-reference/模型-api/对话补全",
    };

    /// <summary>
    /// Zhipu in the shape of OpenAI's chat completions. Its tool choice knows only <c>auto</c>, its formats no schema,
    /// and it takes one stop sequence. The coding plan has the base URL <c>https://open.bigmodel.cn/api/coding/paas/v4</c>.
    /// </summary>
    public static Provider ZhipuOpenAI { get; } = Zhipu with
    {
        Name = "zhipu-openai",
        DisplayName = "Zhipu (OpenAI-compatible)",
        Documentation = "https://docs.bigmodel.cn/cn/guide/develop/openai/introduction",
    };

    /// <summary>
    /// Z.ai, Zhipu's host abroad, whose documentation has no embeddings. The coding plan has the base URL
    /// <c>https://api.z.ai/api/coding/paas/v4</c>.
    /// </summary>
    public static Provider Zai { get; } = ZhipuOpenAI with
    {
        Name = "zai",
        DisplayName = "Z.ai",
        EmbeddingWire = null,
        Address = "https://api.z.ai/api/paas/v4",
        KeyVariables = ["ZAI_API_KEY"],
        Documentation = "https://docs.z.ai/api-reference/llm/chat-completion",
    };

    /// <summary>Alibaba's DashScope in its own shape.</summary>
    public static Provider DashScope { get; } = new()
    {
        Name = "dashscope",
        Aliases = ["aliyun"],
        DisplayName = "DashScope",
        Protocol = new DashScopeProtocol(),
        EmbeddingWire = new DashScopeEmbeddings(),
        Address = "https://dashscope.aliyuncs.com/api/v1",
        KeyVariables = ["DASHSCOPE_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope",
    };

    /// <summary>The same, the host abroad.</summary>
    public static Provider DashScopeInternational { get; } = DashScope with
    {
        Name = "dashscope-intl",
        DisplayName = "DashScope International",
        Address = "https://dashscope-intl.aliyuncs.com/api/v1",
        Documentation = "https://www.alibabacloud.com/help/en/model-studio/qwen-api-via-dashscope",
    };

    /// <summary>Alibaba's DashScope in the shape of OpenAI's chat completions.</summary>
    public static Provider DashScopeOpenAI { get; } = DashScope with
    {
        Name = "dashscope-openai",
        DisplayName = "DashScope (OpenAI-compatible)",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            TokenLimitMember = "max_tokens",
            Reasoning = ReasoningControl.EnableThinking,
            ReasoningReplayMember = "reasoning_content",
            PrefixMember = "partial",
            ModelReasoning = ReasoningAbility.AnyEffort with { ForbidsForcedTools = true }, // "The tool_choice parameter does not support being set to required or object in thinking mode": its documentation of thinking.
            HasTopK = true,
            EmitsCacheControl = true,
            MaximumStopSequences = int.MaxValue,
        }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 10 }, // "It should not be larger than 10", says the host of newer models: https://github.com/memodb-io/memobase/issues/142.
        Address = "https://dashscope.aliyuncs.com/compatible-mode/v1",
        Documentation = "https://help.aliyun.com/zh/model-studio/compatibility-of-openai-with-dashscope",
    };

    /// <summary>The same, the host abroad.</summary>
    public static Provider DashScopeOpenAIInternational { get; } = DashScopeOpenAI with
    {
        Name = "dashscope-openai-intl",
        DisplayName = "DashScope International (OpenAI-compatible)",
        Address = "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        Documentation = "https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope",
    };

    /// <summary>Tencent's Hunyuan in the shape of OpenAI's chat completions.</summary>
    public static Provider Tencent { get; } = new()
    {
        Name = "tencent",
        DisplayName = "Tencent Hunyuan",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            ModelsPath = null,
            TokenLimitMember = "max_tokens",
            Reasoning = ReasoningControl.EnableThinking,
            ReasoningReplayMember = "reasoning_content",
        }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 50 }, // As of GetEmbedding, the same models at the native interface: InputList in the vendor's clients (tencentcloud-sdk-nodejs, hunyuan/v20230901).
        Address = "https://api.hunyuan.cloud.tencent.com/v1",
        KeyVariables = ["HUNYUAN_API_KEY", "TENCENT_API_KEY"],
        Features = Tools | Vision | Reasoning,
        Documentation = "https://cloud.tencent.com/document/product/1729/111007",
    };

    /// <summary>
    /// Tencent's Hunyuan in its own shape, by requests signed with a key of Tencent Cloud. The id of the key is read from
    /// <c>TENCENTCLOUD_SECRET_ID</c>, unless a <see cref="TencentCloudAuthenticator"/> of one's own says it.
    /// </summary>
    public static Provider Hunyuan { get; } = new()
    {
        Name = "hunyuan",
        DisplayName = "Tencent Hunyuan (native)",
        Protocol = new HunyuanProtocol(),
        Address = "https://hunyuan.tencentcloudapi.com",
        Authenticator = new TencentCloudAuthenticator(),
        KeyVariables = ["TENCENTCLOUD_SECRET_KEY"],
        Features = Tools | Vision | Reasoning,
        Documentation = "https://cloud.tencent.com/document/api/1729/105701",
    };

    /// <summary>Volcengine Ark. The model is a model's id or an endpoint's (<c>ep-…</c>).</summary>
    public static Provider Volcengine { get; } = new()
    {
        Name = "volcengine",
        DisplayName = "Volcengine Ark",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            TokenLimitMember = "max_tokens",
            Reasoning = ReasoningControl.ThinkingObject,
            HasReasoningEffort = true,
            ReasoningReplayMember = "reasoning_content",
            HasRequestLabels = true,
        }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 4 }, // No maximum is published; the page on text embeddings below https://www.volcengine.com/docs/82379 advises at most 4 texts, or 4,096 tokens.
        Address = "https://ark.cn-beijing.volces.com/api/v3",
        KeyVariables = ["ARK_API_KEY", "VOLCENGINE_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://www.volcengine.com/docs/82379/1494384",
    };

    /// <summary>
    /// LongCat in the shape of OpenAI's chat completions. Only text goes in
    /// (https://longcat.chat/platform/docs/zh/api/chat.html).
    /// </summary>
    public static Provider LongCatOpenAI { get; } = new()
    {
        Name = "longcat-openai",
        DisplayName = "LongCat (OpenAI-compatible)",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            TokenLimitMember = "max_tokens",
            Reasoning = ReasoningControl.ThinkingObject,
            ReasoningReplayMember = "reasoning_content",
            AcceptsImages = false,
            AcceptsAudio = false,
            AcceptsFiles = false,
        }),
        Address = "https://api.longcat.chat/openai/v1",
        KeyVariables = ["LONGCAT_API_KEY"],
        Features = Tools | Reasoning,
        Documentation = "https://longcat.chat/platform/docs/api-docs",
    };

    /// <summary>LongCat in the shape of Anthropic's messages, by a bearer token.</summary>
    public static Provider LongCatAnthropic { get; } = LongCatOpenAI with
    {
        Name = "longcat-anthropic",
        DisplayName = "LongCat (Anthropic-compatible)",
        Protocol = new AnthropicMessagesProtocol(new AnthropicDialect { CountTokensPath = null, HasStructuredOutput = false }),
        Address = "https://api.longcat.chat/anthropic",
        Features = Tools,
    };

    /// <summary>
    /// MiniMax at its native path. In China the base URL is <c>https://api.minimaxi.com/v1</c>. Its models are listed as
    /// https://platform.minimax.io/docs/api-reference/models/openai/list-models says.
    /// </summary>
    public static Provider MiniMax { get; } = new()
    {
        Name = "minimax",
        DisplayName = "MiniMax",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { Path = "/text/chatcompletion_v2", Reasoning = ReasoningControl.None }),
        Address = "https://api.minimax.io/v1",
        KeyVariables = ["MINIMAX_API_KEY", "MINIMAX_CODE_PLAN_KEY", "MINIMAX_CODING_API_KEY"],
        HeaderVariables = HeaderText.Empty.Add("X-MiniMax-Group-Id", "MINIMAX_GROUP_ID"),
        Features = Tools | Reasoning,
        Documentation = "https://platform.minimax.io/docs/api-reference/text-post",
    };

    /// <summary>MiniMax in the shape of OpenAI's chat completions.</summary>
    public static Provider MiniMaxOpenAI { get; } = MiniMax with
    {
        Name = "minimax-openai",
        DisplayName = "MiniMax (OpenAI-compatible)",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { Reasoning = ReasoningControl.None }),
        Documentation = "https://platform.minimax.io/docs/api-reference/text-openai-api",
    };

    /// <summary>MiniMax in the shape of Anthropic's messages, by a bearer token.</summary>
    public static Provider MiniMaxAnthropic { get; } = MiniMax with
    {
        Name = "minimax-anthropic",
        DisplayName = "MiniMax (Anthropic-compatible)",
        Protocol = new AnthropicMessagesProtocol(new AnthropicDialect { CountTokensPath = null, HasStructuredOutput = false }),
        Address = "https://api.minimax.io/anthropic",
        Documentation = "https://platform.minimax.io/docs/api-reference/text-anthropic-api",
    };

    /// <summary>SiliconFlow, the host abroad.</summary>
    public static Provider SiliconFlow { get; } = new()
    {
        Name = "siliconflow",
        DisplayName = "SiliconFlow",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect
        {
            TokenLimitMember = "max_tokens",
            Reasoning = ReasoningControl.EnableThinking,
            ReasoningReplayMember = "reasoning_content",
            HasTopK = true,
        }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 32 }, // Not documented. The host names 64 (https://github.com/n4ze3m/page-assist/issues/371), clients keep to 32 (https://github.com/infiniflow/ragflow/pull/14757).
        Address = "https://api.siliconflow.com/v1",
        KeyVariables = ["SILICONFLOW_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.siliconflow.com/en/api-reference/chat-completions/chat-completions",
    };

    /// <summary>SiliconFlow, the host in China.</summary>
    public static Provider SiliconFlowChina { get; } = SiliconFlow with
    {
        Name = "siliconflow-cn",
        DisplayName = "SiliconFlow (China)",
        Address = "https://api.siliconflow.cn/v1",
        Documentation = "https://docs.siliconflow.cn/cn/api-reference/chat-completions/chat-completions",
    };

    /// <summary>StepFun. Abroad the base URL is <c>https://api.stepfun.ai/v1</c>.</summary>
    public static Provider StepFun { get; } = new()
    {
        Name = "stepfun",
        DisplayName = "StepFun",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { TokenLimitMember = "max_tokens", ReasoningReplayMember = "reasoning" }),
        Address = "https://api.stepfun.com/v1",
        KeyVariables = ["STEPFUN_API_KEY", "STEP_API_KEY"],
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://platform.stepfun.com/docs/zh/api-reference/chat/chat-completion-create",
    };

    /// <summary>Baichuan.</summary>
    public static Provider Baichuan { get; } = new()
    {
        Name = "baichuan",
        DisplayName = "Baichuan",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { ModelsPath = null, TokenLimitMember = "max_tokens", Reasoning = ReasoningControl.None, HasTopK = true, HasJsonSchema = false }),
        EmbeddingWire = new OpenAIEmbeddings { MaximumBatch = 16 }, // Not documented; LangChain's client keeps to it: https://reference.langchain.com/v0.3/python/_modules/langchain_community/embeddings/baichuan.html.
        Address = "https://api.baichuan-ai.com/v1",
        KeyVariables = ["BAICHUAN_API_KEY"],
        Features = Tools,
        Documentation = "https://platform.baichuan-ai.com/docs/api",
    };
}
