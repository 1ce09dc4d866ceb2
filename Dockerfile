# The first stage builds, the second runs. tests/tools/walk_compose.py takes these steps without Docker.
FROM python:3.11.14-slim-bookworm AS builder
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE cli.py ./
COPY api ./api
COPY cypher ./cypher
COPY graph ./graph
COPY ingest ./ingest
COPY viz ./viz
# Of other packages wheels only: there is no compiler here.
RUN python -m venv /opt/qianyue \
    && /opt/qianyue/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: -c constraints.txt .

FROM python:3.11.14-slim-bookworm
RUN groupadd --gid 10001 qianyue \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin qianyue \
    && install --directory --owner=10001 --group=10001 /data
COPY --from=builder /opt/qianyue /opt/qianyue
ENV PATH=/opt/qianyue/bin:$PATH \
    QIANYUE_STORE=sqlite:////data/qianyue.db \
    QIANYUE_HOST=0.0.0.0 \
    QIANYUE_PORT=8000
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
# Alive, not ready: to start it again would not bring back a Neo4j server that is away.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from http.client import HTTPConnection as C; c = C('127.0.0.1', 8000, timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["qianyue"]
CMD ["serve", "--no-browser"]
