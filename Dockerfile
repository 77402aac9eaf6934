# Feedmill in a container: no root, nothing written but /data.
#
#   docker build -t feedmill .
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges -p 3000:3000 \
#     -v /srv/posts:/content:ro -v feedmill:/data -e SITE_URL=https://feeds.example.com feedmill

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package has anything to run: SQLite comes compiled.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN mkdir /content /data && chown node:node /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CONTENT_DIR=/content DATA_DIR=/data
VOLUME /data
EXPOSE 3000
# /healthz says that it runs; /readyz, for whoever sends it requests, that it has read the folder.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# SIGTERM, as docker stop sends it; give it 40 s (--time 40) where answers may be long.
ENTRYPOINT ["node", "--max-semi-space-size=4", "/app/dist/program/main.js"]
CMD ["serve"]
