FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build

# The libraries change seldom: a layer of their own.
COPY pom.xml ./
RUN mvn -B -ntp -q dependency:copy-dependencies@libraries

COPY src ./src
RUN mvn -B -ntp -q -Dquick -Dmaven.test.skip=true package

# What jdeps finds in the jars, and java.net.http and jdk.zipfs, which are reached by name.
RUN jlink --no-header-files --no-man-pages --strip-debug --compress zip-6 --output /java --add-modules \
    java.base,java.desktop,java.instrument,java.naming,java.net.http,java.rmi,java.security.jgss,java.sql,jdk.management,jdk.unsupported,jdk.zipfs

FROM debian:stable-slim
LABEL org.opencontainers.image.title="Steadystate" \
      org.opencontainers.image.description="Keeps AWS ECS environments true to the YAML in Git" \
      org.opencontainers.image.licenses="Apache-2.0"

COPY --from=build /java /opt/java
COPY --from=build /build/target/lib /opt/steadystate/lib
COPY --from=build /build/target/steadystate.jar /opt/steadystate/
COPY steadystate /opt/steadystate/
COPY src/main/docker/healthy /opt/steadystate/

ENV JAVA_HOME=/opt/java \
    STEADYSTATE_JAVA_OPTIONS=-XX:MaxRAMPercentage=70 \
    STEADYSTATE_LISTEN=0.0.0.0:8080

USER 10001:10001
WORKDIR /work
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/opt/steadystate/healthy"]
ENTRYPOINT ["/opt/steadystate/steadystate", "serve"]
