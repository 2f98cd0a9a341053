# The same image as `mvn -Pimage package` makes; src/build/Image.java says what is in it.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build

# The libraries change seldom: a layer of their own.
COPY pom.xml ./
RUN mvn -B -ntp -q dependency:copy-dependencies@libraries

COPY src ./src
COPY deploy/self ./deploy/self
RUN mvn -B -ntp -q -Pimage -Djib.skip -Dquick -Dmaven.test.skip=true package

FROM scratch
LABEL org.opencontainers.image.title="Steadystate" \
      org.opencontainers.image.description="Keeps AWS ECS environments true to the YAML in Git." \
      org.opencontainers.image.licenses="Apache-2.0"

COPY --from=build /build/target/image/root /

ENV LANG=C.UTF-8 \
    STEADYSTATE_LISTEN=0.0.0.0:8080

USER 10001:10001
WORKDIR /work
VOLUME /tmp
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["/opt/steadystate/healthy"]
ENTRYPOINT ["/opt/java/bin/java", "@/opt/steadystate/start"]
CMD ["serve"]
