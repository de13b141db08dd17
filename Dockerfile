# One image for every service: the command names which one runs.
# Node from 22.18 on runs the TypeScript as it is, so only the portal's pages are built.

FROM node:22-bookworm-slim AS packages
WORKDIR /house
COPY package.json package-lock.json .npmrc ./
COPY packages ./packages
COPY services ./services
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

# The portal's pages are built; nothing else is.
FROM packages AS pages
COPY scripts ./scripts
RUN npm ci --ignore-scripts --no-audit --no-fund && node scripts/portal-build.ts

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 HEALTH_PORT=8080
WORKDIR /house
COPY --from=packages --chown=root:root /house ./
COPY --from=pages --chown=root:root /house/packages/portal/dist ./packages/portal/dist
COPY --chown=root:root scripts ./scripts
COPY --chown=root:root samples ./samples
USER node
# Overridden by every service; alone, the image says what it is.
CMD ["node", "-e", "console.log('Name a service: node services/NAME/src/main.ts')"]
