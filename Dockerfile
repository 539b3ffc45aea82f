# One image, three commands: `assent migrate`, `assent ingress`, `assent worker`.
# Databases are not in here: docker-compose.yml brings them, or MONGODB_URI and REDIS_URL name yours.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY bin ./bin
COPY docs/runbook.md ./docs/runbook.md
COPY src ./src
COPY workers ./workers
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
COPY package.json ./
COPY bin ./bin
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN ln -s /app/bin/assent.mjs /usr/local/bin/assent
USER node
EXPOSE 3000
ENTRYPOINT ["assent"]
CMD ["ingress"]
