"""The models that the embedded snapshot is built around, by name."""

KNOWN = """
01-ai/Yi-34B BAAI/bge-base-en-v1.5 BAAI/bge-large-en-v1.5 BAAI/bge-m3 BAAI/bge-small-en-v1.5
bartowski/Meta-Llama-3-8B-Instruct-GGUF bigcode/starcoder bigcode/starcoder2-15b
bigcode/starcoder2-3b bigcode/starcoder2-7b bigscience/bloom bigscience/bloom-560m
ByteDance/SDXL-Lightning cagliostrolab/animagine-xl-3.1
cognitivecomputations/dolphin-2.9-llama3-8b CohereForAI/aya-23-8B CohereForAI/c4ai-command-r-v01
CompVis/stable-diffusion-v1-4 deepseek-ai/DeepSeek-R1 distilbert/distilbert-base-uncased
distilbert/distilbert-base-uncased-finetuned-sst-2-english dslim/bert-base-NER
facebook/bart-large-cnn facebook/musicgen-small facebook/nllb-200-distilled-600M facebook/opt-1.3b
facebook/opt-125m FacebookAI/roberta-base FacebookAI/xlm-roberta-base
failspy/Meta-Llama-3-8B-Instruct-abliterated-v3 google-bert/bert-base-cased
google-bert/bert-base-uncased google-t5/t5-small google/flan-t5-base google/gemma-2-9b
google/gemma-2-9b-it google/gemma-7b google/gemma-7b-it google/mt5-base
google/vit-base-patch16-224 gradientai/Llama-3-8B-Instruct-Gradient-1048k
HuggingFaceH4/mistral-7b-sft-beta HuggingFaceH4/zephyr-7b-beta intfloat/e5-mistral-7b-instruct
intfloat/multilingual-e5-large latent-consistency/lcm-lora-sdxl Linaqruf/animagine-xl
lmsys/vicuna-7b-v1.5 meta-llama/Llama-2-7b-chat-hf meta-llama/Llama-2-7b-hf
meta-llama/Llama-4-Scout-17B-16E-Instruct meta-llama/Meta-Llama-3-8B
meta-llama/Meta-Llama-3-8B-Instruct microsoft/deberta-v3-base microsoft/phi-2
microsoft/Phi-3-mini-4k-instruct mistralai/Mistral-7B-Instruct-v0.1
mistralai/Mistral-7B-Instruct-v0.2 mistralai/Mistral-7B-v0.1
mistralai/Mistral-Small-24B-Instruct-2501 mistralai/Mixtral-8x7B-Instruct-v0.1
mlabonne/NeuralBeagle14-7B nlpconnect/vit-gpt2-image-captioning nomic-ai/nomic-embed-text-v1
NousResearch/Hermes-2-Pro-Llama-3-8B NousResearch/Hermes-2-Theta-Llama-3-8B
NousResearch/Nous-Hermes-2-Mixtral-8x7B-DPO openai-community/gpt2 openai/clip-vit-large-patch14
openai/whisper-large-v3 ProsusAI/finbert QuantFactory/Meta-Llama-3-8B-Instruct-GGUF
Qwen/Qwen1.5-0.5B Qwen/Qwen1.5-7B Qwen/Qwen1.5-7B-Chat Qwen/Qwen2-7B Qwen/Qwen2-7B-Instruct
runwayml/stable-diffusion-v1-5 Salesforce/blip-image-captioning-base
sentence-transformers/all-MiniLM-L6-v2 sentence-transformers/all-mpnet-base-v2
SG161222/Realistic_Vision_V5.1_noVAE stabilityai/sdxl-turbo stabilityai/stable-diffusion-2-1
stabilityai/stable-diffusion-xl-base-1.0 teknium/OpenHermes-2.5-Mistral-7B
TheBloke/Llama-2-7B-Chat-GGUF TheBloke/Mistral-7B-Instruct-v0.2-GGUF
TheBloke/OpenHermes-2.5-Mistral-7B-GGUF TheBloke/zephyr-7B-beta-GGUF THUDM/chatglm3-6b
tiiuae/falcon-7b unsloth/llama-3-8b-bnb-4bit upstage/SOLAR-10.7B-Instruct-v1.0
upstage/SOLAR-10.7B-v1.0
""".split()
"""Models that people would try first."""

FAMILIES = """
BAAI/bge-small-en-v1.5 bigcode/starcoder2-7b facebook/nllb-200-distilled-600M facebook/opt-125m
google-bert/bert-base-uncased google/gemma-2-9b-it google/gemma-7b meta-llama/Llama-2-7b-chat-hf
meta-llama/Llama-2-7b-hf meta-llama/Meta-Llama-3-8B meta-llama/Meta-Llama-3-8B-Instruct
microsoft/phi-2 mistralai/Mistral-7B-Instruct-v0.2 mistralai/Mistral-7B-v0.1
mistralai/Mistral-Small-24B-Instruct-2501 openai-community/gpt2 openai/whisper-large-v3
Qwen/Qwen2-7B-Instruct runwayml/stable-diffusion-v1-5 sentence-transformers/all-MiniLM-L6-v2
stabilityai/stable-diffusion-2-1 stabilityai/stable-diffusion-xl-base-1.0
unsloth/llama-3-8b-bnb-4bit
""".split()
"""Bases whose most used children are taken along."""
