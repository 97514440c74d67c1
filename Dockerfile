# syntax=docker/dockerfile:1

# The command line in a small image: `docker run --rm -v "$PWD:/work:ro" ghcr.io/vmspec/vmspec check .`

FROM rust:1.95.0-alpine AS build
# The image's own toolchain, without the components that only development needs.
ENV RUSTUP_TOOLCHAIN=1.95.0
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package vmspec-cli && cp target/release/vmspec /vmspec

# A shell, which GitLab's jobs need, and git, which `--changed` asks.
FROM alpine:3.22
RUN apk add --no-cache git \
    && git config --system --add safe.directory '*'
COPY --from=build /vmspec /usr/local/bin/vmspec
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["vmspec"]
CMD ["--help"]
