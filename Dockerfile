# Two stages: the wheel and its pinned requirements are installed in the first, the second holds nothing to build with.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements-image.txt ./
RUN python -m venv /opt/monitor && /opt/monitor/bin/pip install --no-cache-dir --require-hashes -r requirements-image.txt
COPY pyproject.toml README.md LICENSE ./
COPY monitor ./monitor
COPY storage ./storage
COPY config ./config
RUN /opt/monitor/bin/pip install --no-cache-dir --no-deps .
# Checks the word lists, and keeps them as bytecode is kept: the user below may write nothing there.
RUN /opt/monitor/bin/python -P -m monitor.claims.wordlists

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --home-dir /data monitor && install -d -o monitor -g monitor /data
COPY --from=build /opt/monitor /opt/monitor
ENV PATH=/opt/monitor/bin:$PATH PYTHONUNBUFFERED=1 XDG_DATA_HOME=/data XDG_CONFIG_HOME=/data
USER monitor
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=20s --start-period=1m CMD ["monitor", "doctor", "--alive"]
ENTRYPOINT ["monitor"]
CMD ["run"]
